"""Which source piece every target piece comes from, for guided alignment.

By eflomal (Östling and Tiedemann, Efficient Word Alignment with Markov Chain Monte Carlo, PBML 106, 2016)
where
it is installed: a GPL program, run as one, never imported. Else by IBM model 1 (`mt.align.lexicon`) with the
preference for the diagonal of Dyer, Chahuneau and Smith (A Simple, Fast, and Effective Reparameterization of
IBM Model 2, NAACL 2013), which is rougher.
"""

from __future__ import annotations

import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from mt.align import lexicon
from mt.errors import InputError, OutputError
from mt.files.output import beside, check_output, claimed
from mt.train.translation.lines import lines

EFLOMAL = "eflomal-align"
_SAMPLE = 60_000  # pairs that IBM model 1 is trained on
_LONGEST_SAMPLED = 40  # pieces; long pairs cost much and say little
_STEEP = 4.0  # how strongly the diagonal is preferred
_LEAST = 0.01  # probability times preference below which a piece is linked with nothing

Link = tuple[int, int]
Pieces = Sequence[Sequence[str]]


def piece_links(
    sources: Pieces, targets: Pieces, *, say: Callable[[str], object], program: str | None = None
) -> list[list[Link]]:
    """Link every pair of piece lists: places in source and target, at most one link for a target piece.

    Args:
        program: eflomal's; found by itself when None, not used when empty.
    """
    if program is None:
        program = eflomal()
    if program:
        say(f"linking the pieces of {len(sources):,} pairs with eflomal")
        return _by_eflomal(program, sources, targets)
    say(f"linking the pieces of {len(sources):,} pairs with IBM model 1; eflomal, if installed, is better")
    return _by_lexicon(sources, targets)


def eflomal() -> str:
    """The path of eflomal's program, on PATH or beside Python's; empty when it is not installed."""
    beside_python = str(Path(sys.executable).parent)
    return shutil.which(EFLOMAL) or shutil.which(EFLOMAL, path=beside_python) or ""


def _by_eflomal(program: str, sources: Pieces, targets: Pieces) -> list[list[Link]]:
    with tempfile.TemporaryDirectory(prefix="vifr-links-") as name:
        source, target, links = (Path(name) / part for part in ("source", "target", "links"))
        for path, texts in ((source, sources), (target, targets)):
            path.write_text("".join(" ".join(pieces) + "\n" for pieces in texts), encoding="utf-8")
        command = [program, "-s", str(source), "-t", str(target), "-f", str(links), "-m", "3"]
        # Its program is a script that looks for another one on PATH.
        path_with_it = os.pathsep.join((str(Path(program).parent), os.environ.get("PATH", "")))
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "PATH": path_with_it}, check=False
        )
        if done.returncode or not links.exists():
            reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise InputError(f"eflomal failed: {reason}", where=program, remedy="repair or remove it")
        found = [_parsed(line) for line in links.read_text(encoding="ascii").split("\n")[:-1]]
    if len(found) != len(sources):
        raise InputError(f"eflomal linked {len(found)} of {len(sources)} pairs", where=program)
    return found


def _by_lexicon(sources: Pieces, targets: Pieces) -> list[list[Link]]:
    step = max(1, len(sources) // _SAMPLE)
    sample = [
        (source, target)
        for source, target in zip(sources[::step], targets[::step], strict=True)
        if max(len(source), len(target)) <= _LONGEST_SAMPLED
    ]
    if not sample:
        return [[] for _ in sources]
    learnt = lexicon.train(sample)
    table = learnt.probabilities.toarray()  # pieces are some thousands: a few hundred MB at most
    return [_linked(table, learnt, source, target) for source, target in zip(sources, targets, strict=True)]


def _linked(
    table: np.ndarray, learnt: lexicon.Lexicon, source: Sequence[str], target: Sequence[str]
) -> list[Link]:
    if not source or not target:
        return []
    rows = [learnt.source.get(piece, -1) for piece in source]
    columns = [learnt.target.get(piece, -1) for piece in target]
    chances = table[np.ix_(rows, columns)] * (np.array(rows) >= 0)[:, None] * (np.array(columns) >= 0)
    off = np.abs(np.linspace(0, 1, len(source))[:, None] - np.linspace(0, 1, len(target)))
    chances = chances * np.exp(-_STEEP * off)
    best = chances.argmax(0)
    return [(int(i), j) for j, i in enumerate(best) if chances[i, j] > _LEAST]


def write_links(links: Iterable[Sequence[Link]], path: Path) -> None:
    """Write links, a line a pair, `0-0 1-2`, compressed.

    Raises:
        OutputError: the file cannot be written.
    """
    output = check_output(path)
    part = beside(output, "part")
    with claimed(output):
        try:
            with lzma.open(part, "wt", encoding="ascii", preset=1) as file:
                file.writelines(" ".join(f"{i}-{j}" for i, j in pair) + "\n" for pair in links)
            part.replace(output)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror or error}", where=path) from error
        finally:
            part.unlink(missing_ok=True)


def read_links(path: Path) -> Iterator[list[Link]]:
    """Read what `write_links` wrote, pair by pair.

    Raises:
        InputError: it cannot be read, or is something else.
    """
    for number, line in enumerate(lines(path), 1):
        try:
            yield _parsed(line)
        except ValueError as error:
            raise InputError(
                "is no line of links", where=f"{path}:{number}", remedy="make it again"
            ) from error


def _parsed(line: str) -> list[Link]:
    links = []
    for link in line.split():
        source, _, target = link.partition("-")
        links.append((int(source), int(target)))
    return links
