"""What `vifr translate` says about photos: a row for each on standard output, talk on standard error."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mt.files.decoding import encode, escape_surrogates
from mt.files.tsv import join
from mt.translate.flags import describe, worth_saying

COLUMNS = ("file", "status", "place", "language", "caption", "translation", "flags", "note")

_SAID = {
    "written": "written",
    "to-write": "would be written",
    "done": "done before",
    "kept": "with a translation by others, kept",
    "skipped": "in the other language already, or nothing to translate",
    "none": "without caption",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one photo.

    Attributes:
        status: a key of what the summary says.
        place: where its caption stands.
        others: other places that say something else, and what.
        also: translations of headline, credit and keywords.
    """

    file: str
    status: str
    place: str = ""
    language: str = ""
    caption: str = ""
    translation: str = ""
    flags: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    model: str = ""
    others: tuple[tuple[str, str], ...] = ()
    also: Mapping[str, str | list[str]] = field(default_factory=dict)

    def but(self, **changes: Any) -> Row:
        return replace(self, **changes)


class Report:
    """Makes the rows, says what matters, and counts.

    Args:
        total: how many photos there are.
        form: `tsv` or `jsonl`.
        wrote: whether photos are written.
    """

    def __init__(self, total: int, form: str, *, wrote: bool, quiet: bool, output: str) -> None:
        self.counts: Counter[str] = Counter()
        self._form, self._wrote, self._quiet = form, wrote, quiet
        self._bar: Any = None
        shared = output in ("", "-") and sys.stdout.isatty()  # the bar would run through the rows
        if sys.stderr.isatty() and not quiet and not shared:
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=" photos", file=sys.stderr, leave=False, dynamic_ncols=True)

    def say(self, line: str, *, always: bool = False) -> None:
        if self._quiet and not always:
            return
        if self._bar is not None:
            self._bar.clear()
        print(line, file=sys.stderr)

    def header(self) -> bytes:
        return encode("\t".join(COLUMNS) + "\n") if self._form == "tsv" else b""

    def row(self, row: Row) -> bytes:
        """The row of a photo that is finished, as a line."""
        self.counts[row.status] += 1
        if self._bar is not None:
            self._bar.update(1)
        if row.status == "failed":
            self.say(f"vifr: {row.file}: {'; '.join(row.note)}", always=True)
        else:
            flags = describe(worth_saying(row.flags))
            if said := "; ".join(filter(None, (*row.note, flags))):
                self.say(f"{row.file}: {said}")
        if self._form == "tsv":
            cells = (row.file, row.status, row.place, row.language, row.caption, row.translation)
            return encode(join([*cells, " ".join(row.flags), "; ".join(row.note)]) + "\n")
        entry = {
            "file": row.file,
            "status": row.status,
            "place": row.place,
            "language": row.language,
            "caption": row.caption,
            "translation": row.translation,
            "flags": row.flags,
            "note": row.note,
            "model": row.model,
            "others": [{"place": place, "text": text} for place, text in row.others],
            **row.also,
        }
        return encode(escape_surrogates(json.dumps(entry, ensure_ascii=False)) + "\n")

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def summary(self, raw: int) -> None:
        """How many photos came to what, and what to do next."""
        parts = [f"{self.counts[status]} {said}" for status, said in _SAID.items() if self.counts[status]]
        self.say(f"vifr: {self.counts.total()} photos: {', '.join(parts) or 'none found'}")
        if raw:
            self.say(f"vifr: {raw} RAW or HEIF files without an .xmp sidecar were left alone")
        if self.counts["to-write"] and not self._wrote:
            self.say("vifr: nothing was written; add --write to write it")
