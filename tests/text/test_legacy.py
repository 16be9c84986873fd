"""Encodings from before Unicode: the tables, and what is detected of the bundled captions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.legacy import detect, unmojibake
from mt.text.legacy_tables import ENCODINGS, LETTERS, WESTERN, decode, encode, from_western
from mt.text.orthography import is_french, is_vietnamese

ALL_LETTERS = LETTERS + LETTERS.upper()
CAPTION = "Các vị đại biểu chụp ảnh lưu niệm với Thủ tướng. Ảnh: Đỗ Văn Quý/TTXVN"
FRENCH = "L’été déjà : « à l’Élysée », M. Hervé reçoit la présidente, où l’on fête Noël"

VIETNAMESE = [pair.vi for pair in load("captions", split="dev")][::4]
BOTH = [text for pair in load("captions", split="dev") for text in (pair.vi, pair.fr)]

vietnamese_text = st.text(alphabet=ALL_LETTERS + "abcdxyzABC 0123456789.,:/()")


def as_western(text: str, encoding: str) -> str:
    """What is left of a text in an old encoding once it was read as cp1252."""
    return decode(encode(text, encoding), "cp1252")


def test_there_are_67_letters_beside_those_of_ascii() -> None:
    assert len(set(LETTERS)) == 67
    assert len(set(ALL_LETTERS)) == 134


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_comes_back(encoding: str) -> None:
    letters = LETTERS if encoding == "tcvn3" else ALL_LETTERS
    codes = [encode(letter, encoding) for letter in letters]
    assert [decode(code, encoding) for code in codes] == list(letters)
    assert len(set(codes)) == len(letters)


def test_tcvn3_capitals_with_a_tone_become_small() -> None:
    assert decode(encode("Ắ", "tcvn3"), "tcvn3") == "ắ"
    assert decode(encode("ĂÂĐÊÔƠƯ", "tcvn3"), "tcvn3") == "ĂÂĐÊÔƠƯ"


@given(st.text(alphabet=ALL_LETTERS + "ABCabc .,1"))
def test_cp1258_is_read_as_python_reads_it(text: str) -> None:
    assert unicodedata.normalize("NFC", encode(text, "cp1258").decode("cp1258")) == text


# From the code table of RFC 1456: the six in place of control characters, and some of every row.
RFC_1456 = dict(
    zip(
        bytes.fromhex("02 05 06 14 19 1e 80 8f 90 9f a0 a1 af b0 b3 b4 bd bf c0 cf d0 d5 df e0 f0 ff"),
        "ẲẴẪỶỸỴẠỐỒỲÕắốồỠƠơƯÀỳĐạưàđỮ",
        strict=True,
    )
)


@pytest.mark.parametrize(("byte", "letter"), RFC_1456.items())
def test_viscii_is_that_of_rfc_1456(byte: int, letter: str) -> None:
    assert decode(bytes([byte]), "viscii") == letter
    assert encode(letter, "viscii") == bytes([byte])


SAMPLES = [
    ("tcvn3", "C¸c vÞ ®¹i biÓu", "Các vị đại biểu"),
    ("tcvn3", "THñ T¦íNG Ph¹m Minh ChÝnh", "THỦ TƯỚNG Phạm Minh Chính"),
    ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("vni", "Caùc vò ñaïi bieåu", "Các vị đại biểu"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "ÑAÛNG BOÄ, Aûnh löu nieäm", "ĐẢNG BỘ, Ảnh lưu niệm"),
    ("viscii", "Các v¸ ðÕi bi¬u", "Các vị đại biểu"),
    ("vps", "Các vÎ Çåi bi‹u", "Các vị đại biểu"),
    ("cp1258", "Các viò ðaòi biêÒu", "Các vị đại biểu"),
]


@pytest.mark.parametrize(("encoding", "western", "text"), SAMPLES)
def test_samples(encoding: str, western: str, text: str) -> None:
    assert from_western(western, encoding) == text
    reading = unmojibake(western)
    assert reading is not None
    assert (reading.text, reading.encoding) == (text, encoding)
    assert reading.confidence >= 0.99


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=vietnamese_text)
def test_what_is_encoded_is_decoded_again(encoding: str, text: str) -> None:
    decoded = decode(encode(text, encoding), encoding)
    if encoding in ("tcvn3", "vps"):  # where small letters between capitals are taken for capitals
        assert decoded.lower() == text.lower()
    else:
        assert decoded == text


@given(st.binary(), st.sampled_from([*ENCODINGS, "cp1252", "mac_roman"]))
def test_any_bytes_can_be_decoded(data: bytes, encoding: str) -> None:
    text = decode(data, encoding)
    assert len(text) <= len(data)
    assert text.count("\n") == data.count(b"\n")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("character", ["漢", "ř"])
def test_a_character_that_an_encoding_lacks_is_refused(encoding: str, character: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(f"Hà {character}", encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_captions_in_an_old_encoding_are_put_right(encoding: str) -> None:
    right = wrong = total = 0
    for caption in VIETNAMESE:
        try:
            western, expected = as_western(caption, encoding), decode(encode(caption, encoding), encoding)
        except UnicodeEncodeError:
            continue
        if western != expected:
            reading = unmojibake(western)
            total += 1
            right += reading is not None and reading.text == expected
            wrong += reading is not None and reading.text != expected
    assert right >= 0.97 * total
    assert wrong == 0


@pytest.mark.parametrize("times", [1, 2])
def test_captions_in_utf8_read_as_cp1252_are_put_right(times: int) -> None:
    for caption in BOTH:
        western = caption
        for _ in range(times):
            western = decode(western.encode(), "cp1252")
        reading = unmojibake(western)
        assert western == caption or (reading is not None and reading.text == caption)


def test_sound_captions_are_left_alone() -> None:
    assert [caption for caption in BOTH if unmojibake(caption)] == []
    fragments = [" ".join(caption.split()[:3]) for caption in BOTH]
    assert [fragment for fragment in fragments if unmojibake(fragment)] == []


SOUND = [
    "",
    "Photo : VNA",
    "Müller et Øystein Åse, São Paulo, Núñez",
    "El presidente Pedro Sánchez saluda a los niños en la plaza de España, en Málaga.",
    "Der Bundeskanzler grüßt Gäste in München; schöne Straßen, Öl, Übung",
    "« CAFÉ » et «THÉÂTRE», M®, 25 °C, 5 µm, ½ finale",
    "« THỊ XÃ»",
    "Hà Nam, xã Lâm Trí",
    "Москва, Ελλάδα, 漢字",
    "JEAN-FRANÇOIS, ÎLE, HÔTEL, NOËL",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert unmojibake(text) is None


DAMAGED_UTF8 = [
    ("HÃ\xa0 Ná»™i", "Hà Nội"),
    ("HÃ  Ná»™i, cá»\xada hÃ ng vÃ  nhÃ", "Hà Nội, cửa hàng và nhÃ"),
    ("HÃ Ná»™i", "Hà Nội"),
    ("Lâ€™Ã©tÃ©â€¦ Â« dÃ©jÃ\xa0 Â»", "L’été… « déjà »"),
    ("CÂ¸c vÃž Â®Â¹i biÃ“u", "Các vị đại biểu"),
]


@pytest.mark.parametrize(("damaged", "text"), DAMAGED_UTF8)
def test_utf8_that_lost_its_no_break_spaces_or_was_no_utf8_before(damaged: str, text: str) -> None:
    reading = unmojibake(damaged)
    assert reading is not None and reading.text == text


MOJIBAKE = st.text(alphabet=WESTERN[0x80:] + "aeouybcnght \n\x02\x90ăạơ", max_size=30)


@given(MOJIBAKE)
def test_what_was_put_right_stays(text: str) -> None:
    reading = unmojibake(text)
    if reading:
        assert unmojibake(reading.text) is None
        assert len(reading.text) <= len(text)


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-8"])
def test_bytes_of_a_caption(encoding: str) -> None:
    data = CAPTION.encode() if encoding == "utf-8" else encode(CAPTION, encoding)
    guess = detect(data)
    assert guess.encoding == encoding
    assert guess.confidence >= 0.99


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_bytes_of_french(encoding: str) -> None:
    assert detect(FRENCH.encode(encoding)).encoding == encoding


@pytest.mark.parametrize(
    "data",
    [b"H\xe0", b"\xff\xfe\xfd", encode(CAPTION, "tcvn3") + encode(CAPTION, "vni"), b"Hoa Sen\xae, 25 \xb0C"],
)
def test_bytes_without_enough_evidence(data: bytes) -> None:
    assert detect(data).encoding == ""


@pytest.mark.parametrize("place", [0, 3, 40])
def test_utf8_with_a_broken_byte_is_utf8(place: int) -> None:
    data = CAPTION.encode()
    assert detect(data[:place] + b"\xe9" + data[place:]).encoding == "utf-8"


def test_utf8_and_something_else_is_utf8() -> None:
    assert detect(CAPTION.encode() + b"\n" + encode(CAPTION, "tcvn3")).encoding == "utf-8"


@pytest.mark.parametrize("word", "nghiêng quý giếng gì khuỷu uống yên hoà hòa Huế THỦ quốc oăn".split())
def test_vietnamese_syllables(word: str) -> None:
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", "été hôte mạt̀ càt bạng̣ ngía Đắk quô".split())
def test_no_vietnamese_syllables(word: str) -> None:
    assert not is_vietnamese(word)


@pytest.mark.parametrize("word", "été Hô huître évêque ÉLYSÉE où goûter naïf Noël ça cacahuète".split())
def test_french_spelling(word: str) -> None:
    assert is_french(word)


@pytest.mark.parametrize("word", "caùc ñaïi hoâm señor gòr đã aç càt".split())
def test_no_french_spelling(word: str) -> None:
    assert not is_french(word)
