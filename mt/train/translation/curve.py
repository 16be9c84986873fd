"""The learning curve: metrics as JSON lines, and a picture of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_BLUE, _ORANGE = "#1f5fa8", "#c2571a"


class Metrics:
    """A file of JSON lines, one a report: `step`, `tokens`, `seconds`, `nll`, `rate`, and scores if any.

    Args:
        path: the file; lines are added.
        step: what a resumed run starts from; lines that a killed one wrote after it are dropped.
    """

    def __init__(self, path: Path, *, step: int) -> None:
        self._path = path
        kept = [row for row in read_metrics(path) if row["step"] <= step]
        path.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")

    def add(self, row: Mapping[str, Any]) -> None:
        """Write one more line."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def read_metrics(path: Path) -> list[dict[str, Any]]:
    """The rows of a metrics file, none when it is not there; a last line that was cut is left out."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            rows.append(json.loads(line))
        except ValueError:
            break
    return rows


def draw(metrics: Path, picture: Path, *, title: str) -> bool:
    """Draw loss and chrF over tokens seen into a PNG; False without matplotlib, which only this needs."""
    rows = read_metrics(metrics)
    if not rows or not find_spec("matplotlib"):
        return False
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, left = pyplot.subplots(figsize=(7, 4), layout="constrained")
    left.plot([r["tokens"] / 1e6 for r in rows], [r["nll"] for r in rows], color=_BLUE, lw=1.5)
    left.set_xlabel("million pieces seen, source and target")
    left.set_ylabel("training loss, nats a piece", color=_BLUE)
    left.set_title(title, loc="left", fontsize=11)
    left.spines["top"].set_visible(False)
    scored = [r for r in rows if "chrf" in r]
    if scored:
        right = left.twinx()
        right.plot(
            [r["tokens"] / 1e6 for r in scored],
            [r["chrf"] for r in scored],
            color=_ORANGE,
            marker="o",
            lw=1.5,
        )
        right.set_ylabel("chrF on dev captions (round marks)", color=_ORANGE)
        right.spines["top"].set_visible(False)
    figure.savefig(picture, dpi=110)
    pyplot.close(figure)
    return True
