"""JSON Lines: one JSON object a line, the caption under one of its keys.

What was read is written again character by character, with the new keys added before the closing brace:
numbers keep their digits, escapes stay escapes, and the order of the keys stays.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mt.caption import Translation
from mt.files.columns import USUAL, choose, refuse_collision, unique
from mt.files.decoding import NOT_UTF8, Lines, escape_surrogates, has_surrogates, split_ending
from mt.files.row import Added, Layout, Problem, Row

_LOOK_AHEAD = 100


def read(
    lines: Lines, *, column: str = "", language: str = "", added: Sequence[str] = ()
) -> tuple[Layout, Iterator[Row]]:
    """The rows, read as they are asked for; the key of the captions is chosen from the first object.

    Args:
        column: the key of the captions; see `mt.files.columns.choose` for what happens without.
        language: `vi`, `fr` or empty.
        added: keys that a writer is going to add; an object that has one of them is a row with a problem.

    Raises:
        UsageError: the first object has no such key.
    """
    head: list[str] = []
    keys: tuple[str, ...] = ()
    for line in itertools.islice(lines, _LOOK_AHEAD):
        head.append(line)
        found, _ = _parse(line)
        if isinstance(found, dict):
            keys = tuple(found)
            break
    if keys:
        key = keys[choose(keys, wanted=column, language=language, where=lines.name, kind="key")]
        refuse_collision(keys, added, where=lines.name, kind="key")
    else:
        key = column or language or USUAL[0]
    return Layout("jsonl", column=key, bom=lines.bom), _rows(
        itertools.chain(head, lines), key, frozenset(added)
    )


def _rows(lines: Iterator[str], key: str, added: frozenset[str]) -> Iterator[Row]:
    for number, line in enumerate(lines):
        raw, ending = split_ending(line)
        text, problem = _caption(raw, key, added) if raw.strip() else ("", None)
        yield Row(number, number + 1, text, raw, ending, problem=problem)


def _caption(raw: str, key: str, added: frozenset[str]) -> tuple[str, Problem | None]:
    if has_surrogates(raw):
        return "", NOT_UTF8
    found, error = _parse(raw)
    if error:
        return "", Problem(f"not JSON: {error}", "correct the line")
    if not isinstance(found, dict):
        return "", Problem("not a JSON object", f'write it as {{"{key}": "…"}}')
    if taken := added & found.keys():
        return "", Problem(
            f"has a key {min(taken)!r} already", "name the new ones with --into, e.g. --into new"
        )
    if key not in found:
        return "", Problem(f"no key {key!r}", "correct the line")
    text = found[key]
    if not isinstance(text, str):
        return "", Problem(f"the value of {key!r} is not text", "write it as a string")
    if has_surrogates(text):
        return "", Problem(f"the value of {key!r} holds half a character", "correct the line")
    return text, None


def _parse(line: str) -> tuple[Any, str]:
    """The value, or what is wrong with it; numbers come as None, for nothing here reads them."""
    try:
        return json.loads(line, parse_int=_number, parse_float=_number), ""
    except json.JSONDecodeError as error:
        return None, f"{error.msg} at character {error.pos + 1}"
    except RecursionError:
        return None, "too deeply nested"


def _number(digits: str) -> None:
    return None


class JsonlWriter:
    """One JSON object a line: what was read, and `translation`, `flags`, `score`, `model`.

    Of plain text, what was read is `line` and `source`; of a table, its columns. A row that failed has a null
    translation; where it cannot be told apart into keys it is kept whole under `raw`, with bytes that are not
    UTF-8 as `\\udcxx` escapes (PEP 383). Blank lines of JSONL and of tables stay blank.
    """

    def __init__(self, layout: Layout, added: Added) -> None:
        self._layout, self._added = layout, added
        self._keys = unique(layout.columns)

    def header(self) -> str:
        return ""

    def row(self, row: Row, translation: Translation) -> str:
        new = self._new(row, translation)
        if self._layout.format == "txt":
            return _dump({"line": row.line, "source": row.raw, **new}) + row.ending
        if not row.problem and not row.raw.strip():
            return row.raw + row.ending
        if self._layout.format == "jsonl":
            return self._splice(row, new) + row.ending
        if not row.cells:
            return _dump({"line": row.line, "raw": row.raw, **new}) + row.ending
        width = len(self._keys)
        record: dict[str, Any] = dict(zip(self._keys, row.cells[:width], strict=False))
        if row.problem:
            record["raw"] = row.raw
        return _dump({**record, **new}) + row.ending

    def _splice(self, row: Row, new: dict[str, Any]) -> str:
        if row.problem and not _can_take(row.raw, new):
            return _dump({"raw": row.raw, **new})
        body = row.raw.rstrip()[:-1].rstrip()
        return body + ("" if body.strip() == "{" else ", ") + _dump(new)[1:]

    def _new(self, row: Row, translation: Translation) -> dict[str, Any]:
        score = translation.score
        new: dict[str, Any] = {
            self._added.translation: None if row.problem else translation.text,
            self._added.flags: list(translation.flags),
            self._added.score: None if score is None else round(score, 4),
            self._added.model: translation.model,
        }
        if translation.alternatives:
            new[self._added.alternatives] = [
                {"text": other.text, "score": round(other.score, 4)} for other in translation.alternatives
            ]
        if self._added.memory and (offer := translation.offer):
            new[self._added.memory] = {
                "text": offer.text,
                "source": offer.source,
                "score": offer.score,
                "origin": offer.origin,
            }
        return new


def _can_take(raw: str, new: dict[str, Any]) -> bool:
    found, _ = _parse(raw)
    return isinstance(found, dict) and not found.keys() & new.keys() and not has_surrogates(raw)


def _dump(record: dict[str, Any]) -> str:
    return escape_surrogates(json.dumps(record, ensure_ascii=False))
