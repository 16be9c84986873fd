"""What `vifr align` prints, and what it writes with -o."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from mt.align.ladder import write_ladder
from mt.align.link import Link
from mt.align.pages import PagePair
from mt.cli.align_inputs import Source
from mt.documents import written
from mt.files.output import check_output, claimed, device, is_replaceable, replacing
from mt.pages import PageCaption
from mt.text.unicode import repair


def print_links(links: Sequence[Link], vi: Source, fr: Source, *, form: str, repaired: bool) -> None:
    """Every link and every caption left alone: TSV with a header, JSON lines, or the ladder format."""
    if form in written.FORMATS:
        _print_pairs(_linked(links, vi, fr, repaired), form, vi.name)
        return
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


def print_page(pairs: Sequence[PagePair], *, form: str, repaired: bool, name: str) -> None:
    """Every Vietnamese caption of a page with its French one: TSV with a header, JSON lines, TMX, XLIFF."""
    as_json = form == "jsonl"
    if form in written.FORMATS:
        _print_pairs(_on_one_page(pairs, repaired), form, name)
        return
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


@contextlib.contextmanager
def into(path: Path | None) -> Iterator[None]:
    """Sends what is printed inside to a file, put in place when the block ends well; None: to the screen.

    Raises:
        OutputError: the file cannot be written.
    """
    if path is None:
        yield
        return
    target = check_output(path)
    with contextlib.ExitStack() as stack:
        if is_replaceable(target):
            stack.enter_context(claimed(target))
            write = stack.enter_context(replacing(target))
        else:
            write = stack.enter_context(device(target))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            yield
        write(printed.getvalue().encode("utf-8", errors="surrogateescape"))


def _print_pairs(pairs: Iterator[written.Both], form: str, name: str) -> None:
    for block in written.written(form, pairs, source="vi", name=name):
        print(block.decode(), end="")


def _linked(links: Sequence[Link], vi: Source, fr: Source, repaired: bool) -> Iterator[written.Both]:
    """Links, and captions left alone as pairs with one side."""
    for link in links:
        ours = "+".join(str(vi.numbers[k]) for k in link.vi)
        theirs = "+".join(str(fr.numbers[k]) for k in link.fr)
        yield _pair(
            f"{ours}-{theirs}",
            " ".join(_clean(vi.texts[k], repaired) for k in link.vi),
            " ".join(_clean(fr.texts[k], repaired) for k in link.fr),
            link.score,
            link.reason,
        )


def _on_one_page(pairs: Sequence[PagePair], repaired: bool) -> Iterator[written.Both]:
    for pair in pairs:
        fr = _on_page(pair.fr, repaired) if pair.fr else ""
        yield _pair(str(pair.vi.order + 1), _on_page(pair.vi, repaired), fr, pair.score, pair.reason)


def _pair(id: str, vi: str, fr: str, score: float, reason: str) -> written.Both:
    props = (("x-vifr-score", _score(score)), ("x-vifr-reason", reason)) if vi and fr else ()
    return written.Both(id, vi, fr, props=props)


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
