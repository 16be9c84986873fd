"""How good the links are that `vifr align` finds, against gold: one case, or a table over a folder of them.

A folder holds lists, `NAME.vi.txt`, `NAME.fr.txt` and `NAME.gold.txt` (a ladder; a name with `in-order` is
aligned so), or pages, `NAME.html` or `NAME.txt` with `NAME.pairs.tsv` (header `vi fr`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mt.align.evidence import Translate
from mt.align.gold import Counts, compare
from mt.align.ladder import read_ladder
from mt.align.link import Link
from mt.align.lists import align
from mt.align.pages import align_page
from mt.cli.align_inputs import read_page
from mt.errors import InputError, UsageError

_HEADING = f"{'prec.':>8}{'recall':>8}{'F1':>8}"
_NOTHING = f"{'–':>8}" * 3


def score_lists(gold: Path, links: Sequence[Link]) -> str:
    """The scores of one alignment of two lists."""
    return _table([(gold.name, compare([(link.vi, link.fr) for link in links], read_ladder(gold)))])


def score_folder(folder: Path, translate: Translate) -> str:
    """The scores of every case of a folder, and of all together.

    Raises:
        UsageError: there is no case in it.
        InputError: a file of a case is missing.
    """
    cases = [*_lists(folder, translate), *_pages(folder, translate)]
    if not cases:
        raise UsageError(
            "no case in this folder",
            where=str(folder),
            remedy="it needs NAME.gold.txt or NAME.pairs.tsv files",
        )
    total = sum((counts for _, counts in cases), Counts())
    return _table([*cases, (f"all {len(cases)}", total)])


def _lists(folder: Path, translate: Translate) -> Iterator[tuple[str, Counts]]:
    for gold in sorted(folder.glob("*.gold.txt")):
        name = gold.name.removesuffix(".gold.txt")
        vi, fr = (_lines(folder / f"{name}.{language}.txt") for language in ("vi", "fr"))
        links = align(vi, fr, translate, in_order="in-order" in name)
        yield name, compare([(link.vi, link.fr) for link in links], read_ladder(gold))


def _pages(folder: Path, translate: Translate) -> Iterator[tuple[str, Counts]]:
    for gold in sorted(folder.glob("*.pairs.tsv")):
        name = gold.name.removesuffix(".pairs.tsv")
        page = next((p for p in (folder / f"{name}.html", folder / f"{name}.txt") if p.is_file()), None)
        if page is None:
            raise InputError(
                "has no page beside it", where=str(gold), remedy=f"add {name}.html or {name}.txt"
            )
        found = [
            (pair.vi.text, pair.fr.text if pair.fr else "")
            for pair in align_page(read_page(str(page)), translate)
        ]
        wanted = [tuple(f"{line}\t".split("\t")[:2]) for line in _lines(gold)[1:]]
        number = _numbering()
        yield name, compare([number(*pair) for pair in found], [number(*pair) for pair in wanted])


def _numbering() -> Callable[[str, str], tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pairs of texts as links: the same text is the same position."""
    positions: dict[str, int] = {}

    def number(vi: str, fr: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        left, right = (
            (positions.setdefault(f"{side}\t{text}", len(positions)),) if text else ()
            for side, text in (("vi", vi), ("fr", fr))
        )
        return left, right

    return number


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(getattr(error, "strerror", None) or "not UTF-8", where=str(path)) from error


def _table(cases: Sequence[tuple[str, Counts]]) -> str:
    width = max(len(name) for name, _ in cases)
    lines = [
        f"{'':{width}}  {'strict':^24}  {'lax':^24}   gold",
        f"{'':{width}}  {_HEADING}  {_HEADING}  links",
    ]
    for name, counts in cases:
        if counts.found == counts.gold == 0:  # nothing to find, and nothing found
            lines.append(f"{name:{width}}  {_NOTHING}  {_NOTHING}  {0:5}")
            continue
        scores = "  ".join("".join(f"{value:8.3f}" for value in kind) for kind in (counts.strict, counts.lax))
        lines.append(f"{name:{width}}  {scores}  {counts.gold:5}")
    return "\n".join(lines) + "\n"
