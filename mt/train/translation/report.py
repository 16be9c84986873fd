"""What became of the pairs of every source: how many were read, kept, and dropped for which reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mt.errors import InputError
from mt.files.output import check_output, claimed, replacing


@dataclass(slots=True)
class SourceCount:
    """One source.

    Attributes:
        name: of its file.
        licence, note: as the recipe says.
        weight: as the recipe says.
        machine: whether a machine translated one side.
        read: pairs that were there.
        kept: pairs to train on.
        characters: of the Vietnamese and the French sides that were kept.
        dropped: pairs left out, by reason.
    """

    name: str
    licence: str
    note: str
    weight: float
    machine: bool = False
    read: int = 0
    kept: int = 0
    characters: tuple[int, int] = (0, 0)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Report:
    """All sources of a recipe."""

    recipe: str
    held_out: tuple[str, ...]
    sources: tuple[SourceCount, ...]

    @property
    def kept(self) -> int:
        """Pairs to train on."""
        return sum(source.kept for source in self.sources)

    @property
    def weighted(self) -> float:
        """Pairs that an epoch sees, about."""
        return sum(source.kept * source.weight for source in self.sources)

    def table(self) -> str:
        """For people: a line a source, and one for all."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        width = max((len(source.name) for source in self.sources), default=6)
        yield f"{'source':{width}} {'read':>9} {'kept':>9} {'weight':>6}  dropped"
        total: Counter[str] = Counter()
        for source in self.sources:
            total += source.dropped
            reasons = ", ".join(f"{reason} {count:,}" for reason, count in source.dropped.most_common())
            yield (
                f"{source.name:{width}} {source.read:9,} {source.kept:9,} {source.weight:6g}  {reasons}"
            ).rstrip()
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in total.most_common())
        read = sum(source.read for source in self.sources)
        yield f"{'all':{width}} {read:9,} {self.kept:9,} {'':6}  {reasons}".rstrip()
        yield f"an epoch has about {self.weighted:,.0f} pairs"

    def as_json(self) -> dict[str, Any]:
        """For programs; `from_json` reads it back."""
        return {
            "recipe": self.recipe,
            "held_out": list(self.held_out),
            "kept": self.kept,
            "weighted": round(self.weighted, 1),
            "sources": [
                {
                    "name": source.name,
                    "licence": source.licence,
                    "note": source.note,
                    "weight": source.weight,
                    "machine": source.machine,
                    "read": source.read,
                    "kept": source.kept,
                    "characters": list(source.characters),
                    "dropped": dict(source.dropped.most_common()),
                }
                for source in self.sources
            ],
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Report:
        """The report that `as_json` gave."""
        sources = tuple(
            SourceCount(**{**s, "characters": tuple(s["characters"]), "dropped": Counter(s["dropped"])})
            for s in content["sources"]
        )
        return cls(content["recipe"], tuple(content["held_out"]), sources)

    def write(self, path: Path) -> None:
        """Write it as JSON.

        Raises:
            OutputError: it cannot be written.
        """
        output = check_output(path)
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n"
        with claimed(output), replacing(output) as write:
            write(text.encode())

    @classmethod
    def read(cls, path: Path) -> Report:
        """Read what `write` wrote.

        Raises:
            InputError: it cannot be read, or is something else.
        """
        try:
            return cls.from_json(json.loads(path.read_bytes()))
        except OSError as error:
            raise InputError(error.strerror or str(error), where=path) from error
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                "is not a report of prepared data", where=path, remedy="prepare again"
            ) from error
