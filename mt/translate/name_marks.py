"""The marks of Vietnamese names that French writes without them: `Giang Vo`, `Giảng Võ`.

A model that translates into Vietnamese has to guess them. So does the one that restores diacritics, from the
words around, and it has seen far more names; where it is surer, it is followed.
"""

from __future__ import annotations

import unicodedata

from mt.text.diacritics import in_case_of
from mt.text.diacritics_model import TOKEN, bundled
from mt.text.unicode import fold
from mt.text.words import Side

# Times as probable as what the translation says. On the dev split, with the embedded model: with 30, of 571
# names 475 are right, and 13 of 697 references would be changed; with 10, 476 and 21, with 100, 474 and 7.
_SURER = 30.0
_FRENCH = frozenset("abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿ")


def with_marks(source: str, translation: str) -> str:
    """The translation with the likeliest marks on the names that it shares with its source.

    Only capitalised words change, and only in their marks. Where the French text has marks that French does
    not know, they are taken over.

    Args:
        source: in French.
        translation: in Vietnamese, composed letters (NFC).
    """
    names = {word.key: word.text.lower() for word in Side(source).words if word.is_capitalised}
    matches = list(TOKEN.finditer(translation))
    tokens = [match[0] for match in matches]
    if not any(token.istitle() and fold(token) in names for token in tokens):
        return translation
    model = bundled("vi")
    known = model.words(tokens)
    probabilities = model.reader(tokens, known)
    parts: list[str] = []
    end = 0
    for place, (match, word) in enumerate(zip(matches, known, strict=True)):
        name = names.get(fold(match[0])) if match[0].istitle() else None
        if name is None or len(word.candidates) < 2:
            continue
        odds = dict(zip(word.candidates, probabilities(place), strict=True))
        best = max(odds, key=odds.__getitem__)
        if name in odds and not _FRENCH.issuperset(name):
            best = name
        elif odds[best] < _SURER * odds.get(unicodedata.normalize("NFC", match[0]).lower(), 0.0):
            continue
        parts += translation[end : match.start()], in_case_of(unicodedata.normalize("NFC", match[0]), best)
        end = match.end()
    return "".join([*parts, translation[end:]])
