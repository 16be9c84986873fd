"""All checks on a pair, and on many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mt.caption import Pair
from mt.checks import content, credits, repeated, whole, writing
from mt.checks import glossary as terms
from mt.checks.finding import Finding
from mt.text.credit import find
from mt.text.glossary import Glossary
from mt.text.unicode import repair


def check(pairs: Iterable[Pair], *, glossary: Glossary | None = None) -> Iterator[Finding]:
    """What is wrong with these pairs: each by itself as it comes, then which of them are there twice.

    All texts are kept until the end, to compare them.
    """
    seen = []
    for pair in pairs:
        seen.append(pair)
        yield from check_pair(pair, glossary=glossary)
    yield from repeated.check(seen)


def check_pair(pair: Pair, *, glossary: Glossary | None = None) -> list[Finding]:
    """What is wrong with one pair.

    A pair of which a side is empty, in the wrong language or a copy of the other is not looked at further.
    """
    found = list(whole.check(pair))
    if found:
        return found
    (vi, vi_repairs), (fr, fr_repairs) = repair(pair.vi), repair(pair.fr)
    vi_credit, fr_credit = find(vi, "vi"), find(fr, "fr")
    vi_caption = vi_credit.caption if vi_credit else vi
    fr_caption = fr_credit.caption if fr_credit else fr
    if bool(vi_caption) != bool(fr_caption):  # only one of them was taken for nothing but a credit
        vi_credit, fr_credit, vi_caption, fr_caption = None, None, vi, fr
    bare = Pair(pair.id, vi_caption, fr_caption)
    found += content.check(bare)
    found += credits.check(pair.id, vi_credit, fr_credit, bare)
    if glossary:
        found += terms.check(bare, glossary)
    found += writing.check(pair, vi_repairs, fr_repairs)
    return found
