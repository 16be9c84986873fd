"""Do both sides say the same: facts, names, sentences?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from mt.caption import Pair
from mt.checks.finding import Finding, Span
from mt.text.facts import differences
from mt.text.names import Name, lexicon
from mt.text.repetition import loops
from mt.text.sentences import sentences

# In nats. Chosen on the dev split, with names swapped in one caption each: these are exceeded by 1.4 % of the
# captions as they are and by 96 % of those with a wrong name.
_SURPRISING = 4.5
_SURPRISING_TOGETHER, _NOT_NOTHING = 5.0, 1.0

# French has 1.28 times the characters of Vietnamese (median of the bundled training pairs, credits left out).
# In 3 of 10,000 it has more than twice as many as that or less than half.
_MEDIAN, _FAR = math.log(1.28), math.log(2)
_ENOUGH = 20  # characters; shorter captions vary more
_SAME_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")


def check(pair: Pair) -> Iterator[Finding]:
    """Findings of facts, `name`, `repetition`, `length` and `untranslated`, in a pair without credits."""
    for difference in differences(pair.vi, pair.fr):
        kind = "date" if difference.kind == "weekday" else difference.kind
        message = _said(kind, difference.vi is not None, difference.fr is not None)
        yield Finding(pair.id, kind, Span.of(difference.vi), Span.of(difference.fr), message)
    yield from _names(pair)
    yield from _repetition(pair)
    yield from _length(pair)
    yield from _untranslated(pair)


def _names(pair: Pair) -> Iterator[Finding]:
    for vi, fr in missing_names(pair.vi, pair.fr):
        message = _said("name", vi is not None, fr is not None)
        yield Finding(pair.id, "name", Span.of(vi), Span.of(fr), message)


def missing_names(vi: str, fr: str) -> Iterator[tuple[Name | None, Name | None]]:
    """Names that the other side ought to have and has not; first the worst of both sides, if there is one."""
    vi_names, fr_names = lexicon().missing(vi, fr)
    if vi_names and fr_names:
        one, other = vi_names[0], fr_names[0]
        together = one.surprise + other.surprise
        if min(one.surprise, other.surprise) >= _NOT_NOTHING and together >= _SURPRISING_TOGETHER:
            yield one, other
            vi_names, fr_names = vi_names[1:], fr_names[1:]
    yield from ((name, None) for name in vi_names if name.surprise >= _SURPRISING)
    yield from ((None, name) for name in fr_names if name.surprise >= _SURPRISING)


def _repetition(pair: Pair) -> Iterator[Finding]:
    """One side says a run of words over and over, and the other does not."""
    vi, fr = loops(pair.vi), loops(pair.fr)
    if vi != fr:
        side = "Vietnamese" if vi else "French"
        yield Finding(pair.id, "repetition", Span(pair.vi, 0), Span(pair.fr, 0), f"the {side} repeats itself")


def _length(pair: Pair) -> Iterator[Finding]:
    if len(pair.vi) < _ENOUGH and len(pair.fr) < _ENOUGH:
        return
    vi, fr = len(sentences(pair.vi)), len(sentences(pair.fr))
    longer = math.log(max(len(pair.fr), 1) / max(len(pair.vi), 1)) - _MEDIAN
    spans = Span(pair.vi, 0), Span(pair.fr, 0)
    if (vi > fr and longer < 0) or (vi < fr and longer > 0):
        yield Finding(pair.id, "length", *spans, f"{_counted(vi)} in Vietnamese, {_counted(fr)} in French")
    elif abs(longer) > _FAR:
        side = "French" if longer < 0 else "Vietnamese"
        yield Finding(pair.id, "length", *spans, f"the {side} side is far too short")


def _untranslated(pair: Pair) -> Iterator[Finding]:
    """Words without a capital that both sides share, marks and all: titles left in Vietnamese lose theirs."""
    if len(set(pair.vi.split()) & set(pair.fr.split())) < _SAME_WORDS - 2:  # but for stops at its ends
        return
    vi_runs = dict(_runs(pair.vi))
    for run, start in _runs(pair.fr):
        if run in vi_runs:
            text = " ".join(run)
            spans = Span(text, vi_runs[run]), Span(text, start)
            yield Finding(pair.id, "untranslated", *spans, "the same words on both sides")
            return


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    words = [(match[0], match.start()) for match in _WORD.finditer(text)]
    for i in range(len(words) - _SAME_WORDS + 1):
        run = tuple(word for word, _ in words[i : i + _SAME_WORDS])
        if all(map(str.islower, run)) and not all(map(str.isascii, run)):
            yield run, words[i][1]


def _said(what: str, in_vi: bool, in_fr: bool) -> str:
    if in_vi and in_fr:
        return f"{what} differs"
    return f"{what} is not in the {'French' if in_vi else 'Vietnamese'}"


def _counted(sentences: int) -> str:
    return "1 sentence" if sentences == 1 else f"{sentences} sentences"
