"""Text that is not the Unicode it should be: which encoding it is in, and what it says.

Old captions come as bytes in TCVN3, VNI, VISCII, VPS or cp1258, or as what is left after somebody read such
bytes as Windows' western cp1252: `C¸c vÞ ®¹i biÓu`, `Caùc vò ñaïi bieåu`. The same happens to UTF-8: `Ná»™i`.
Each reading of a text is judged by its words with diacritics. Under the right one, nearly all are syllables
that captions are full of; under a wrong one most are not even spelled like Vietnamese. The log-odds of its
words, added up, are what is known of a reading (naive Bayes). A text is left as it is unless one reading is
far more probable than all others together.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mt.text.legacy_tables import ENCODINGS, WESTERN, WESTERN_BYTE, decode, from_western
from mt.text.orthography import is_french, is_vietnamese

# A reading is taken for the right one from this probability on.
_SURELY = 0.99

# Log-odds of a word under the right reading against a wrong one, from the bundled training captions in each
# encoding under each reading: it is in the list of syllables; else well spelled; neither. French: as spelled.
_KNOWN, _WELL_SPELLED, _MISSPELLED = 1.7, -1.5, -5.7
_FRENCH = 2.2
# Log-odds of a well spelled word under a wrong reading of Vietnamese against any reading of French.
_VIETNAMESE = 3.3
# Assumed beforehand: text is what it seems to be, a thousand to one; bytes are cp1252, ten to one.
_SOUND, _CP1252 = 6.9, 2.3

# Share of the sequences of UTF-8 that must be whole.
_SURELY_UTF8 = 0.8

_MOST_WORDS = 1000
# Share of bytes that pass for UTF-8 in a text that is not.
_CHANCE_UTF8 = 0.01

_PUNCTUATION = "’‘“”«»–—…°€·•²³\u00a0\u202f"
_SPACE = re.compile("[ \t\n\r]")  # what no encoding has a letter for
_LETTERS = re.compile(r"[^\W\d_]+")
# A sign at a letter that neither language writes there, or a control character.
_STRAY = re.compile(
    rf"[^\W\d_][^\w\s!-~{_PUNCTUATION}]|[^\w\s!-~{_PUNCTUATION}][^\W\d_]|[^\W\d_][«»“”‘]+[^\W\d_]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_ALONE_IN_UTF8 = re.compile("^Ã[\xa0€]|Â«|^Â[»\xa0]")  # à, À, guillemets and no-break spaces
_LEFT_OF_UTF8 = re.compile("[ÃÄÆ][^\\w\\s]|á[º»]|â€")
# What no reading of western text explains: a letter that cp1252 has not, or a combining mark.
_UNICODE = re.compile(rf"(?![{re.escape(WESTERN)}\x80-\x9f])[^\W\d_]|[\u0300-\u036f]")

_CONTINUATION = re.escape(WESTERN[0x80:0xC0]) + r"\x80-\x9f"
_UTF8 = re.compile(rf"[Â-ß][{_CONTINUATION}]|[à-ï][{_CONTINUATION}]{{2}}|[ð-ô][{_CONTINUATION}]{{3}}")
# What captions hold outside ASCII: Latin letters, punctuation, signs, emoji. Two bytes of an old encoding
# that pass for UTF-8 pass for a letter of a distant script.
_EXPECTED = re.compile(
    "[\x80-\u017fƠơƯưƒˆ˜\u0300-\u036f\u1ea0-\u1ef9\u2010-\u22ff\ufeff\U0001f000-\U0001faff]"
)
# The second byte of à is a no-break space, which many programs turn into a plain one.
_LOST_SPACE = re.compile(r"([^\W\d_]*)Ã( +)([a-z]*)(?=(\w?))")


@dataclass(frozen=True, slots=True)
class Guess:
    """What bytes are encoded in: `utf-8`, one of the old Vietnamese encodings, `cp1252` or `mac_roman`.

    `encoding` is empty where the evidence does not suffice; `confidence` is the probability of the best.
    """

    encoding: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says that had been read in the wrong encoding, and which would have been the right one."""

    text: str
    encoding: str
    confidence: float


def detect(data: bytes) -> Guess:
    """Guess the encoding of Vietnamese or French text, or of its beginning; see `legacy_tables.decode`.

    UTF-8 with some broken bytes is UTF-8, and so is, for caution, what mixes it with something else.
    """
    try:
        data.decode("utf-8")
        return Guess("utf-8", 1.0)
    except UnicodeDecodeError:
        pass
    western = decode(data, "cp1252")
    high = sum(byte >= 0x80 for byte in data)
    utf8 = sum(len(match[0]) for match in _UTF8.finditer(western) if _from_utf8(match) != match[0])
    if utf8 > _CHANCE_UTF8 * high:
        return Guess("utf-8", utf8 / high)
    words = _words(western)
    words = words[:: len(words) // _MOST_WORDS + 1]
    scores = _vietnamese_scores(words)
    scores["cp1252"] = _CP1252 + sum(map(_french_odds, words))
    scores["mac_roman"] = sum(_french_odds(decode(_bytes(word), "mac_roman")) for word in words)
    return _most_probable(scores)


def unmojibake(text: str) -> Reading | None:
    """What a text says that somebody read as cp1252 or Latin-1; None where it may well be right as it is."""
    reading = None
    while words := _words(text):
        better = _out_of_utf8(text, words, proven=reading is not None) or _out_of_legacy(text, words)
        if better is None:
            break
        text = better.text
        confidence = better.confidence if reading is None else min(better.confidence, reading.confidence)
        reading = Reading(text, better.encoding, confidence)
    return reading


def _words(text: str) -> list[str]:
    """What stands between two spaces and is not all plain ASCII."""
    return [word for word in _SPACE.split(text) if not (word.isascii() and word.isprintable())]


def _out_of_legacy(text: str, words: list[str]) -> Reading | None:
    if _UNICODE.search(" ".join(words)) or all(_sound_odds(word) >= 0 for word in words):
        return None
    scores = _vietnamese_scores(words)
    scores["sound"] = _SOUND + sum(map(_sound_odds, words))
    guess = _most_probable(scores)
    if guess.encoding in ("", "sound"):
        return None
    converted = from_western(text, guess.encoding)
    # Without a letter that cp1252 lacks, the result could be taken for mojibake again.
    return Reading(converted, guess.encoding, guess.confidence) if _UNICODE.search(converted) else None


def _out_of_utf8(text: str, words: list[str], *, proven: bool) -> Reading | None:
    """UTF-8 is known by its pattern: one word that makes no sense until it is read so proves it for all."""
    if not _UTF8.search(" ".join(words)):
        return None
    sequences = [word for word in words if _UTF8.sub(_from_utf8, word) != word]
    if not sequences or not (
        proven or any(_sound_odds(word) < 0 or _ALONE_IN_UTF8.search(word) for word in sequences)
    ):
        return None
    restored, number = _UTF8.subn(_from_utf8, _LOST_SPACE.sub(_with_space, text))
    left = len(_LEFT_OF_UTF8.findall(_UTF8.sub("", restored)))  # what is whole was encoded twice
    confidence = number / (number + left)
    return Reading(restored, "utf-8", confidence) if confidence >= _SURELY_UTF8 else None


def _with_space(match: re.Match[str]) -> str:
    """`hÃ ng` was `hàng`; `HÃ  Nội` has the two spaces it had, of which `HÃ Nội` has lost one."""
    before, spaces, after, more = match.groups()
    whole = len(spaces) > 1 or not (after or more) or (after and is_vietnamese(before + "à" + after))
    return f"{before}Ã\xa0{spaces[1:] if whole else spaces}{after}"


def _from_utf8(match: re.Match[str]) -> str:
    """The character that some western ones are the UTF-8 of, if captions have such a character."""
    try:
        character = _bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return character if _EXPECTED.fullmatch(character) else match[0]


def _bytes(western: str) -> bytes:
    return bytes(WESTERN_BYTE[ord(character)] for character in western)


def _vietnamese_scores(words: list[str]) -> dict[str, float]:
    """Log-odds of each reading; and, under `neither`, of the text being no Vietnamese at all."""
    joined = " ".join(words)
    odds = {
        encoding: [_vietnamese_odds(word) for word in from_western(joined, encoding).split(" ")]
        for encoding in ENCODINGS
    }
    well_spelled = max(sum(odd in (_KNOWN, _WELL_SPELLED) for odd in row) for row in odds.values())
    return {encoding: sum(row) for encoding, row in odds.items()} | {"": -_VIETNAMESE * well_spelled}


def _most_probable(scores: dict[str, float]) -> Guess:
    best = max(scores, key=lambda encoding: scores[encoding])
    probability = 1 / sum(math.exp(max(score - scores[best], -50)) for score in scores.values())
    # Nothing fits a text in two encodings, and of readings that do not fit one still fits best.
    return Guess(best if probability >= _SURELY and scores[best] > 0 else "", probability)


def _vietnamese_odds(word: str) -> float:
    words = _marked(word)
    if words is None or not all(map(is_vietnamese, words)):
        return _MISSPELLED
    if not words:
        return 0.0
    return _KNOWN if _syllables().issuperset(words) else _WELL_SPELLED


def _french_odds(word: str) -> float:
    words = _marked(word)
    if words is None or not all(map(is_french, words)):
        return _MISSPELLED
    return _FRENCH if words else 0.0


@lru_cache(maxsize=8192)
def _sound_odds(word: str) -> float:
    """Of either language, as Unicode."""
    words = _marked(word)
    if words is None or not all(is_french(word) or is_vietnamese(word) for word in words):
        return _MISSPELLED
    return _FRENCH if words else 0.0


def _marked(word: str) -> list[str] | None:
    """The words with diacritics between two spaces, small; None if something in them cannot be right.

    Single letters are no evidence: every encoding has some.
    """
    if _STRAY.search(word):
        return None
    words = [part for part in _LETTERS.findall(word) if len(part) > 1 and not part.isascii()]
    if any(not (part[1:].islower() or part.isupper()) for part in words):
        return None
    return [part.lower() for part in words]


@cache
def _syllables() -> frozenset[str]:
    """The 2,000 commonest syllables with diacritics of the training captions; 97 % of their words."""
    from importlib.resources import files  # slow to import, and only damaged text needs it

    return frozenset((files("mt.text") / "data" / "syllables.txt").read_text(encoding="utf-8").split())
