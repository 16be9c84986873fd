"""Vietnamese, French or neither: for captions of a few words, with or without their diacritics.

Libraries for language identification know Vietnamese by its diacritics and fail without them. Here a word
is weighed by what survives a careless export: whether it is built like a Vietnamese syllable, and whether it
is one of the small words every sentence of a language is held together by.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from mt.text.unicode import strip_diacritics

# Letters that Vietnamese has and French has not, and the reverse.
_VIETNAMESE_LETTER = re.compile("[ăđĩũơưạ-ỹ]")
_FRENCH_LETTER = re.compile("[çëïîœûÿæä]")

# A Vietnamese syllable without its marks: initial, one to three vowels, final.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdhklmnrstvx])?[aeiouy]{1,3}(?:ch|nh?|ng|[cmpt])?"
)

# Small words as they stand without diacritics; those that two of the languages share are left out.
_VIETNAMESE = frozenset(
    "va cua cac nhung tai ngay trong cho voi duoc khong nguoi anh nam tren den ve theo nay ra vao "
    "tinh thanh pho xa quan huyen phuong bo truong chu tich thu tuong uy ban hoi nghi dai bieu dang "
    "viet ha noi nuoc dan cong nhan phu hop tac lam viec buoi sang chieu toi sau truoc khi mot hai ba".split()
)
_FRENCH = frozenset(
    "le les des du de un une et au aux en dans pour par sur avec est ont sont qui que ce cette ces sa ses "
    "leur leurs il elle ils nous vous ne pas plus lors apres avant entre sous pres chez vers depuis selon "
    "photo ministre president province ville quartier commune ouvriers vietnamien vietnamienne".split()
)
_ENGLISH = frozenset(
    "the of and to is for with at from was were are his her their its by this that has have had be been as "
    "an it he she they who which during after before while over under between into his our your will".split()
)
_ELISION = re.compile(r"(?<![^\W\d_])(?:[dljmnst]|qu)['’](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is written in: `vi`, `fr`, `other`, or `unknown` when the evidence is too thin.

    `probability` is that of `language`; for `unknown` it is that of the best of the three.
    """

    language: str
    probability: float


def detect(text: str) -> Guess:
    """Guess the language of a caption of three words or more.

    Names and numbers alone, single words and empty texts come out as `unknown`.
    """
    lower = text.lower()
    weights = {"vi": 0.0, "fr": 0.0, "other": 0.0}
    elisions = len(_ELISION.findall(lower))
    weights["fr"] += 2.0 * elisions
    words = _WORD.findall(_ELISION.sub(" ", lower))
    proper = {word.lower() for word in re.findall(r"(?<=[^\s.!?:] )[^\W\d_]+", text) if word.istitle()}
    for word in words:
        bare = strip_diacritics(word)
        if _VIETNAMESE_LETTER.search(word):
            weights["vi"] += 1.0 if word in proper else 2.0  # French pages print Vietnamese names in full
        elif _FRENCH_LETTER.search(word):
            weights["fr"] += 2.0
        if bare in _FRENCH:
            weights["fr"] += 1.8
        elif bare in _ENGLISH:
            weights["other"] += 1.8
        elif bare in _VIETNAMESE:
            weights["vi"] += 1.2
        elif word not in proper:
            if _SYLLABLE.fullmatch(bare):
                weights["vi"] += 0.5
            else:
                weights["fr"] += 0.4
                weights["other"] += 0.4
    return _most_probable(weights, len(words))


def _most_probable(weights: dict[str, float], words: int) -> Guess:
    best = max(weights, key=lambda language: weights[language])
    probability = 1 / sum(math.exp(weight - weights[best]) for weight in weights.values())
    if words < 2 or probability < 0.75:
        return Guess("unknown", round(probability, 4))
    return Guess(best, round(probability, 4))
