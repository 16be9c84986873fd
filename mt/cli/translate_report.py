"""What `vifr translate` says while it works: on standard error, and a progress bar only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from mt.caption import Translation
from mt.cli.translate_plan import Job
from mt.errors import InputError
from mt.files.row import Row
from mt.translate.flags import describe, worth_saying


class Report:
    """Hears of every row that is finished, says what matters, and counts.

    Args:
        jobs: to know how many rows there will be.
        quiet: say only what failed.
    """

    def __init__(self, jobs: Sequence[Job], *, quiet: bool) -> None:
        self.rows = self.failed = self.recalled = self.offered = 0
        self._quiet = quiet
        self._ahead = 0
        self._bar: Any = None
        shared = jobs[0].output is None and sys.stdout.isatty()  # the bar would run through the translations
        if sys.stderr.isatty() and not quiet and not shared:
            from tqdm import tqdm

            self._bar = tqdm(
                total=_total(jobs), unit=" captions", file=sys.stderr, leave=False, dynamic_ncols=True
            )

    def say(self, line: str, *, always: bool = False) -> None:
        if self._quiet and not always:
            return
        if self._bar is not None:
            self._bar.clear()
        print(line, file=sys.stderr)

    def model_progress(self, segments: int) -> None:
        """The model has finished this many more inputs; their rows will follow."""
        self._ahead += segments
        if self._bar is not None:
            self._bar.update(segments)

    def row(self, name: str, row: Row, translation: Translation) -> None:
        """A row of the input called `name` is finished."""
        self.rows += 1
        if row.problem:
            self.failed += 1
            self.say(
                str(InputError(row.problem.what, where=f"{name}:{row.line}", remedy=row.problem.remedy)),
                always=True,
            )
        elif flags := worth_saying(translation.flags):
            self.say(f"{name}:{row.line}: {describe(flags)}")
        if offer := translation.offer:
            self.offered += 1
            self.say(f"{name}:{row.line}: the memory offers: {offer.text}")
        self.recalled += any(flag.startswith("memory:exact") for flag in translation.flags)
        if self._ahead:
            self._ahead -= 1
        elif self._bar is not None:
            self._bar.update(1)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()

    def summary(self) -> None:
        if self.recalled or self.offered:
            self.say(f"vifr: {self.recalled} of {self.rows} from the memory, {self.offered} offers")
        if self.failed:
            self.say(
                f"vifr: {self.failed} of {self.rows} rows failed: passed through, not translated",
                always=True,
            )


def _total(jobs: Sequence[Job]) -> int | None:
    """How many rows there are, where counting lines tells."""
    total = 0
    for job in jobs:
        if job.path is None or not job.is_file or job.format == "csv" or job.is_structured:
            return None
        with job.path.open("rb") as file:
            while block := file.read(1 << 20):
                total += block.count(b"\n")
        total -= job.format == "tsv"
    return total
