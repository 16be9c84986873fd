"""Captions in a text dump of a page, which has no markup: by credits, labels, repetitions, neighbours.

What tells a caption from a paragraph, each seen on saved pages: it ends in a credit, or the credit is the
next line; it begins with a label, or stands behind what is left of the image (`![…](…)`, a file name, `3/9`);
it stands there twice or three times in a row (alt, title and figcaption); it stands beside its translation.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from mt.caption import LANGUAGES
from mt.pages.lines import Line, read_lines
from mt.pages.marks import is_short, leading_label, names_positions
from mt.pages.page import Candidate
from mt.pages.sections import mark

# A translation is hardly ever more than so many times longer than its original.
_RATIO = 2.3


def candidates(text: str) -> Iterator[Candidate]:
    """What may be a caption in a text dump, from top to bottom."""
    lines = read_lines(text)
    mark(lines)
    main = _main_language(lines)
    groups = _found(lines)
    _add_translations(lines, groups, main)
    for index, line in enumerate(lines):
        if index in groups:
            group = lines[groups[index]]
            yield Candidate(
                (line.text,), f"line {line.number}", index, f"line {group.number}", "line", group.image,
                language=main, whole=line.whole,
            )  # fmt: skip
    for index, line in enumerate(lines):
        if line.alt:
            yield Candidate(
                (line.alt,), f"line {line.number}", index, f"line {line.number}", "alt", line.image,
                strength=0 if index in groups.values() else 1, language=main,
            )  # fmt: skip


def _found(lines: Sequence[Line]) -> dict[int, int]:
    """The captions that can be told by themselves: index of the line → index of the line of their photo."""
    groups: dict[int, int] = {}
    slot: int | None = None
    for index, line in enumerate(lines):
        if line.is_slot:
            slot = index
            continue
        image, slot = slot, None
        if (
            line.is_noise
            or line.is_teaser
            or line.is_credit
            or not is_short(line.text, at_most=3, letters=600)
        ):
            continue
        if _is_caption(lines, index, behind_image=image is not None):
            groups[index] = index if image is None else image
    return groups


def _is_caption(lines: Sequence[Line], index: int, *, behind_image: bool) -> bool:
    line = lines[index]
    if line.is_credited or line.glued or leading_label(line.text):
        return True
    if line.is_dateline or len(line.key.split()) < 2:
        return False
    if behind_image:
        return line.is_sentence or (not line.is_paragraph and is_short(line.text))
    if line.in_album:
        return line.is_sentence
    if names_positions(line.text) and line.is_sentence:
        return True
    times = 1 + sum(other.key == line.key for other in lines[index + 1 : index + 3])
    return line.is_sentence and line.in_article and (times > 2 or (times > 1 and line.text.endswith(".")))


def _add_translations(lines: Sequence[Line], groups: dict[int, int], main: str) -> None:
    """A short line beside a caption, in the other language, says the same; so do two beside each other."""
    for index, line in enumerate(lines):
        if index in groups or not is_short(line.text):
            continue
        near = [
            other
            for other in (index - 1, index + 1)
            if 0 <= other < len(lines) and _are_one(line, lines[other])
        ]
        near = [other for other in near if other in groups or _stand_alone(line, lines[other])]
        if not near:
            continue
        other = max(near, key=lambda other: _likeness(line, lines[other]))
        beside = line.number == lines[other].number
        if beside or line.language != main or line.landmarks & lines[other].landmarks:
            group = min(groups.get(other, other), index)
            groups[index] = groups[other] = group


def _stand_alone(line: Line, other: Line) -> bool:
    """Whether two lines that nothing else marks may be captions: one sentence each, amid the article."""
    if not (line.is_sentence and other.is_sentence and line.in_article and other.in_article):
        return False
    return line.number != other.number or not (line.text.endswith(".") or other.text.endswith("."))


def _likeness(line: Line, other: Line) -> float:
    ratio = math.log(len(line.text) / len(other.text))
    return len(line.landmarks & other.landmarks) - abs(ratio) + 0.5 * (line.is_credited == other.is_credited)


def _are_one(line: Line, other: Line) -> bool:
    """Whether two lines may be a caption and its translation: short, of like length, in two languages."""
    if not (line.may_be_translation and other.may_be_translation):
        return False
    if line.number != other.number and (line.whole or other.whole):
        return False  # what stands beside it on its line is its translation
    shorter, longer = sorted((len(line.text), len(other.text)))
    if longer > _RATIO * shorter or not is_short(other.text):
        return False
    return {line.language, other.language} == set(LANGUAGES)


def _main_language(lines: Sequence[Line]) -> str:
    """What most of the page is in, by letters; empty where neither language has any."""
    letters: Counter[str] = Counter()
    for line in lines[:5000]:
        if line.language in LANGUAGES:
            letters[line.language] += len(line.text)
    return letters.most_common(1)[0][0] if letters else ""
