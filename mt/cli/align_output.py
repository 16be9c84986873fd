"""What `vifr align` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mt.align.ladder import write_ladder
from mt.align.link import Link
from mt.align.pages import PagePair
from mt.cli.align_inputs import Source
from mt.pages import PageCaption
from mt.text.unicode import repair


def print_links(links: Sequence[Link], vi: Source, fr: Source, *, form: str, repaired: bool) -> None:
    """Every link and every caption left alone: TSV with a header, JSON lines, or the ladder format."""
    if form == "ladder":
        print(
            write_ladder([(link.vi, link.fr) for link in links], [1 - link.score for link in links]), end=""
        )
        return
    if form == "tsv":
        print("vi_lines", "fr_lines", "score", "reason", "vi", "fr", sep="\t")
    for link in links:
        numbers = [[vi.numbers[k] for k in link.vi], [fr.numbers[k] for k in link.fr]]
        texts = [
            [_clean(vi.texts[k], repaired) for k in link.vi],
            [_clean(fr.texts[k], repaired) for k in link.fr],
        ]
        if form == "jsonl":
            row = {
                "vi_lines": numbers[0],
                "fr_lines": numbers[1],
                "score": link.score,
                "reason": link.reason,
                "vi": texts[0],
                "fr": texts[1],
            }
            print(json.dumps(row, ensure_ascii=False))
        else:
            lines = [",".join(map(str, side)) for side in numbers]
            print(*lines, _score(link.score), link.reason, *(" ".join(side) for side in texts), sep="\t")


def print_page(pairs: Sequence[PagePair], *, as_json: bool, repaired: bool) -> None:
    """Every Vietnamese caption of a page with its French one: TSV with a header, or JSON lines."""
    if not as_json:
        print("vi", "fr", "score", "reason", sep="\t")
    for pair in pairs:
        if as_json:
            row = {
                "vi": _caption(pair.vi, repaired),
                "fr": _caption(pair.fr, repaired) if pair.fr else None,
                "score": pair.score,
                "reason": pair.reason,
            }
            print(json.dumps(row, ensure_ascii=False))
        else:
            fr = _on_page(pair.fr, repaired) if pair.fr else ""
            print(_on_page(pair.vi, repaired), fr, _score(pair.score), pair.reason, sep="\t")


def _caption(caption: PageCaption, repaired: bool) -> dict[str, str | int]:
    return {
        "text": _on_page(caption, repaired),
        "place": caption.place,
        "number": caption.order + 1,
        "image": caption.image,
    }


def _on_page(caption: PageCaption, repaired: bool) -> str:
    """The caption as it stands on the page, or repaired; white space is single either way."""
    return caption.text if repaired else caption.original or caption.text


def _clean(text: str, repaired: bool) -> str:
    return repair(text)[0] if repaired else " ".join(text.split())


def _score(score: float) -> str:
    return f"{score:.3f}" if score else ""
