"""The encodings that Vietnamese was written in before Unicode, and conversion from and to them.

`tcvn3`   TCVN 5712:1993 VN3, the ABC fonts (.VnTime).
`vni`     VNI for Windows, the VNI- fonts: a letter, then a mark.
`viscii`  VISCII 1.1, RFC 1456; six capitals stand where ASCII has control characters.
`vps`     Vietnamese Professionals Society; fourteen capitals stand there.
`cp1258`  Windows: some letters whole, the others followed by a combining tone.

`tcvn3` has no capitals with a tone. Newsrooms set them in a second font (.VnTimeH) that draws small letters
as capitals, so that the text itself does not tell. `decode` makes them capitals in words whose other letters
are, `THñ T¦íNG` → `THỦ TƯỚNG`; a line typed in small letters for that font stays small. Some programs wrote
`vps` in the same way.

Whoever took such text for Windows' western cp1252, or for Latin-1, has one character for every byte, and
`from_western` converts those.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

ENCODINGS = ("tcvn3", "vni", "viscii", "vps", "cp1258")

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""The 67 small letters that ASCII has not. The tables have them in this order, then their capitals."""

_SINGLE_BYTE = {
    "tcvn3": """
    b5 b8 b6 b7 b9 a8 bb be bc bd c6 a9 c7 ca c8 c9 cb ae cc d0 ce cf d1 aa d2 d5 d3 d4 d6 d7 dd d8 dc de
    df e3 e1 e2 e4 ab e5 e8 e6 e7 e9 ac ea ed eb ec ee ef f3 f1 f2 f4 ad f5 f8 f6 f7 f9 fa fd fb fc fe
    -- -- -- -- -- a1 -- -- -- -- -- a2 -- -- -- -- -- a7 -- -- -- -- -- a3 -- -- -- -- -- -- -- -- -- --
    -- -- -- -- -- a4 -- -- -- -- -- a5 -- -- -- -- -- -- -- -- -- -- a6 -- -- -- -- -- -- -- -- -- --""",
    "viscii": """
    e0 e1 e4 e3 d5 e5 a2 a1 c6 c7 a3 e2 a5 a4 a6 e7 a7 f0 e8 e9 eb a8 a9 ea ab aa ac ad ae ec ed ef ee b8
    f2 f3 f6 f5 f7 f4 b0 af b1 b2 b5 bd b6 be b7 de fe f9 fa fc fb f8 df d7 d1 d8 e6 f1 cf fd d6 db dc
    c0 c1 c4 c3 80 c5 82 81 02 05 83 c2 85 84 86 06 87 d0 c8 c9 cb 88 89 ca 8b 8a 8c 8d 8e cc cd 9b ce 98
    d2 d3 99 a0 9a d4 90 8f 91 92 93 b4 96 95 97 b3 94 d9 da 9c 9d 9e bf bb ba bc ff b9 9f dd 14 19 1e""",
    "vps": """
    e0 e1 e4 e3 e5 e6 a2 a1 a3 a4 a5 e2 c0 c3 c4 c5 c6 c7 e8 e9 c8 eb cb ea 8a 89 8b cd 8c ec ed cc ef ce
    f2 f3 d5 f5 86 f4 d2 d3 b0 87 b6 d6 a9 a7 aa ab ae f9 fa fb db f8 dc d8 d9 ba bb bf ff 9a 9b cf 9c
    80 c1 81 82 02 88 8e 8d 8f f0 04 c2 84 83 85 1c 03 f1 d7 c9 de fe 05 ca 93 90 94 95 06 b5 b4 b7 b8 10
    bc b9 bd be 11 d4 97 96 98 99 12 f7 9e 9d 9f a6 13 a8 da d1 ac 14 d0 af ad b1 1d 15 b2 dd fd b3 19""",
}
_VNI = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î"
).split()
_VNI_LETTER = re.compile("[aeouyôö][øùûõïêèéúüëâàáåãä]|[ñìíæóòôöî]", re.IGNORECASE)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

# Neighbouring words without a plain small letter; one with two capitals and a small letter gives them away.
_NO_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]+(?:\W+[^\W\d_a-z]+)*(?![^\W\d_])")
_LETTER_RUN = re.compile(r"[^\W\d_]+")


def _western(byte: int) -> str:
    """The character that cp1252 has for a byte; for the five bytes it lacks, the control character."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


WESTERN = "".join(map(_western, range(256)))
WESTERN_BYTE = {ord(character): byte for byte, character in enumerate(WESTERN)} | {
    code: code for code in range(0x80, 0xA0)
}


def _codes(encoding: str) -> dict[str, str]:
    """What stands in western text for each letter that the encoding has."""
    if encoding == "vni":
        pairs = zip(LETTERS + LETTERS.upper(), [*_VNI, *(code.upper() for code in _VNI)], strict=True)
        return dict(pairs)
    codes = _SINGLE_BYTE[encoding].split()
    letters = zip(LETTERS + LETTERS.upper(), codes, strict=True)
    return {letter: WESTERN[int(code, 16)] for letter, code in letters if code != "--"}


_CODES = {encoding: _codes(encoding) for encoding in ("tcvn3", "vni", "viscii", "vps")}
_VNI_LETTERS = {code: letter for letter, code in _CODES["vni"].items()}
# A capital may have the mark of a small letter (AÙnh and Aùnh); a control character is a byte of Latin-1.
_VNI_LETTERS |= {code[0] + code[1:].lower(): letter for code, letter in _VNI_LETTERS.items()}
_TRANSLATIONS = {
    encoding: {
        form: letter
        for letter, code in _CODES[encoding].items()
        for form in (ord(code), WESTERN_BYTE[ord(code)])
    }
    for encoding in ("tcvn3", "viscii", "vps")
}
_TRANSLATIONS["cp1258"] = {
    form: bytes([byte]).decode("cp1258", errors="ignore") or character
    for byte, character in enumerate(WESTERN)
    if byte >= 0x80
    for form in (ord(character), byte)
}


def from_western(text: str, encoding: str) -> str:
    """The text in Unicode, composed, where it was in `encoding` and was read as cp1252 or Latin-1.

    Characters that neither of them has, and codes without a letter in `encoding`, stay as they are.
    """
    if encoding == "vni":
        return _VNI_LETTER.sub(lambda match: _VNI_LETTERS.get(match[0], match[0]), text)
    converted = text.translate(_TRANSLATIONS[encoding])
    if encoding == "cp1258":
        return unicodedata.normalize("NFC", converted)
    return converted if encoding == "viscii" else _raise_small_letters(converted)


def decode(data: bytes, encoding: str) -> str:
    """Bytes in one of `ENCODINGS`, in `mac_roman` or in `cp1252`, as composed text; never fails."""
    if encoding == "mac_roman":
        return data.decode(encoding)
    western, _ = codecs.charmap_decode(data, "strict", WESTERN)
    return western if encoding == "cp1252" else from_western(western, encoding)


def encode(text: str, encoding: str) -> bytes:
    """Text as bytes in one of `ENCODINGS`; capitals that `tcvn3` lacks become small, as its fonts want it.

    Raises:
        UnicodeEncodeError: the encoding lacks a character.
    """
    composed = unicodedata.normalize("NFC", text)
    if encoding == "cp1258":
        return "".join(map(_with_tone_apart, composed)).encode("cp1258")
    codes = _CODES[encoding]
    taken = {part for code in codes.values() for part in code if not part.isascii()}
    data = bytearray()
    for place, character in enumerate(composed):
        code = codes.get(character) or codes.get(character.lower())
        if code is None and (character in taken or ord(character) not in WESTERN_BYTE):
            raise UnicodeEncodeError(encoding, composed, place, place + 1, "it has no such character")
        data += bytes(WESTERN_BYTE[ord(part)] for part in code or character)
    return bytes(data)


def _with_tone_apart(letter: str) -> str:
    """The letter as cp1258 has it: whole if it can, else with its tone behind it."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", _TONE.sub("", parts)) + "".join(_TONE.findall(parts))
    return letter


def _raise_small_letters(text: str) -> str:
    return _NO_SMALL.sub(lambda run: run[0].upper() if _is_set_in_capitals(run[0]) else run[0], text)


def _is_set_in_capitals(words: str) -> bool:
    return any(
        sum(letter.isupper() for letter in word) > 1 and not word.isupper()
        for word in _LETTER_RUN.findall(words)
    )
