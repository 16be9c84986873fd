"""Rows and their translations as files of pairs: TMX, XLIFF 1.2 and 2.0."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mt.caption import Translation
from mt.documents.document import OTHER, is_failed
from mt.files import tmx
from mt.files.row import Row
from mt.files.xml import attribute, escape
from mt.translate.flags import describe, worth_saying

FORMATS = ("tmx", "xliff", "xliff2")
"""Formats that pairs can be written in."""


@dataclass(frozen=True, slots=True)
class Both:
    """A text and its translation, ready to be written.

    Attributes:
        id: what the pair is called; unique in a file.
        source, target: the two texts.
        notes: what somebody should know who reads it.
        props: how it was made, as (type, value).
        machine: whether a machine translated it, so that a person should look.
    """

    id: str
    source: str
    target: str
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()
    machine: bool = False


def both(row: Row, translation: Translation) -> Both:
    """A row that was translated; the target of one that failed is empty."""
    said = describe(worth_saying(translation.flags))
    props = [("x-vifr-flag", flag) for flag in translation.flags]
    if translation.model:
        props.append(("x-vifr-model", translation.model))
    return Both(
        id=str(row.line),
        source=row.raw if is_failed(translation) else row.text,
        target="" if is_failed(translation) else translation.text,
        notes=(said,) if said else (),
        props=tuple(props),
        machine=True,
    )


def written(format: str, pairs: Iterable[Both], *, source: str, name: str) -> Iterator[bytes]:
    """A whole file, pair by pair; blank pairs are left out.

    Args:
        format: one of `FORMATS`.
        source: the language that was translated from, `vi` or `fr`.
        name: of the file that the pairs come from.
    """
    writer = _WRITERS[format]
    head, foot, one = writer(source, name)
    yield head.encode()
    for pair in pairs:
        if pair.source.strip() or pair.target.strip():
            yield one(pair).encode()
    yield foot.encode()


class _Names:
    """Names that are unique in a file, and those that XLIFF 2.0 allows: `NMTOKEN`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, pair: Both) -> str:
        name = re.sub(r"[^\w.:-]", "_", pair.id) or "_"
        count = self._seen[name] = self._seen.get(name, 0) + 1
        return name if count == 1 else self.of(replace(pair, id=f"{name}_{count}"))


_Writer = tuple[str, str, Callable[[Both], str]]


def _tmx(source: str, name: str) -> _Writer:
    def one(pair: Both) -> str:
        texts = {source: pair.source, OTHER[source]: pair.target}
        return tmx.markup(tmx.Unit(**texts, id=pair.id, notes=pair.notes, props=pair.props))  # type: ignore[arg-type]

    return tmx.header(source), tmx.FOOTER, one


def _xliff(source: str, name: str) -> _Writer:
    names = _Names()

    def one(pair: Both) -> str:
        state = ' state="needs-review-translation" state-qualifier="mt-suggestion"' if pair.machine else ""
        lines = [f"        <source>{escape(pair.source)}</source>\n"]
        if pair.target:
            lines.append(f"        <target{state}>{escape(pair.target)}</target>\n")
        lines += [f'        <note from="vifr">{escape(note)}</note>\n' for note in pair.notes]
        return f"      <trans-unit id={attribute(names.of(pair))}>\n{''.join(lines)}      </trans-unit>\n"

    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'  <file original={attribute(name)} datatype="plaintext" source-language="{source}" '
        f'target-language="{OTHER[source]}">\n    <body>\n'
    )
    return head, "    </body>\n  </file>\n</xliff>\n", one


def _xliff2(source: str, name: str) -> _Writer:
    names = _Names()

    def one(pair: Both) -> str:
        notes = "".join(f'<note category="vifr">{escape(note)}</note>' for note in pair.notes)
        notes = f"      <notes>{notes}</notes>\n" if notes else ""
        state = ' state="translated" subState="vifr:machine"' if pair.machine else ' state="translated"'
        state, target = (
            (state, f"        <target>{escape(pair.target)}</target>\n") if pair.target else ("", "")
        )
        return (
            f"    <unit id={attribute(names.of(pair))}>\n{notes}"
            f"      <segment{state}>\n        <source>{escape(pair.source)}</source>\n{target}"
            "      </segment>\n    </unit>\n"
        )

    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        f'srcLang="{source}" trgLang="{OTHER[source]}">\n  <file id="f1" original={attribute(name)}>\n'
    )
    return head, "  </file>\n</xliff>\n", one


_WRITERS: dict[str, Callable[[str, str], _Writer]] = {"tmx": _tmx, "xliff": _xliff, "xliff2": _xliff2}
