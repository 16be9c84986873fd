"""The captions of a page: candidates, cut into languages, each once, without what is no caption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mt.caption import LANGUAGES
from mt.pages import dump, html
from mt.pages.furniture import is_noise
from mt.pages.languages import parts
from mt.pages.marks import credit_start, is_credit
from mt.pages.page import Candidate, PageCaption
from mt.pages.read import Page, clean
from mt.text.unicode import fold, repair

# Empty brackets, and the counter of an album.
_REST = re.compile(r"^[(\[]\d{1,3}\s?/\s?\d{1,3}[)\]]\s*|\s*[(\[]\s?(?:\d{1,3}\s?/\s?\d{1,3})?\s?[)\]]$")


def extract(page: Page) -> list[PageCaption]:
    """The captions of a page in the order in which they stand on it, each once."""
    found = html.candidates(page.text) if page.is_html else dump.candidates(page.text)
    return captions(found)


def captions(candidates: Iterable[Candidate], *, repeated: bool = False) -> list[PageCaption]:
    """The captions among candidates, in the order of the page.

    Args:
        repeated: a caption that stands on the page more than once comes once for each place.
    """
    again: list[PageCaption] = []
    kept: dict[str, PageCaption] = {}
    languages: dict[str, set[str]] = {}  # of the captions of each photo
    seen: set[tuple[str, ...]] = set()
    for candidate in candidates:
        if candidate.lines in seen and not repeated:
            continue
        for caption in _captions(candidate):
            key = fold(caption.text[: credit_start(caption.text)])
            if key in kept:
                if repeated and caption.place != kept[key].place:
                    again.append(caption)
                elif len(caption.text) > len(kept[key].text):  # the fullest form, where the first stands
                    kept[key] = replace(caption, order=min(caption.order, kept[key].order))
                continue
            if candidate.strength == 0 and not _adds(caption, languages.get(caption.group, set())):
                continue
            kept[key] = caption
            seen.add(candidate.lines)
            languages.setdefault(caption.group, set()).add(caption.language)
    ordered = sorted([*kept.values(), *again], key=lambda caption: caption.order)
    return [replace(caption, order=order) for order, caption in enumerate(ordered)]


def _adds(caption: PageCaption, languages: set[str]) -> bool:
    """Whether an attribute says in one language what the page says in the other."""
    return caption.language in LANGUAGES and bool(languages) and caption.language not in languages


def _captions(candidate: Candidate) -> Iterable[PageCaption]:
    lines = [text for line in candidate.lines if (text := _REST.sub("", " ".join(clean(line).split())))]
    lines = [line for line in lines if not is_noise(line)]
    found = list(parts(lines, otherwise=candidate.language))
    whole = " ".join(lines) if len(found) > 1 else candidate.whole
    for text, language in found:
        if is_credit(text) or is_noise(text):
            continue
        if language not in LANGUAGES:
            if candidate.strength < 3:
                continue
            language = ""
        repaired, _ = repair(text)
        yield PageCaption(
            text=repaired,
            language=language,
            place=candidate.place,
            order=candidate.order,
            group=candidate.group,
            image=candidate.image,
            role=candidate.role,
            whole=whole,
            original=text if text != repaired else "",
        )
