"""PO catalogues of gettext: empty `msgstr` are filled and marked fuzzy, for nobody has read them.

What a translation says of itself is a translator's comment, `# vifr: …`. Placeholders of entries that are
marked as formats (`#, python-format`) go where their words went (`mt.text.inline`). Obsolete entries and
those that have a translation, fuzzy or not, stay, and so does every other byte.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mt.caption import Translation
from mt.documents import placeholders
from mt.documents.decoded import Decoded
from mt.documents.document import OTHER, Piece, is_failed
from mt.documents.source import Source
from mt.errors import InputError
from mt.files.row import Row
from mt.files.xml import primary
from mt.text.inline import placed, plain, rendered
from mt.text.language import detect
from mt.translate.flags import describe, worth_saying

_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]+)?"((?:[^"\\]|\\.)*)"[ \t]*\r?$')
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_VOTERS = 50
_VIETNAMESE = "ạếđ"


@dataclass(slots=True)
class _Text:
    """The value of a keyword, characters `start` to `end` of the file, the last line ending left out."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class _Entry:
    """An entry: where it and its first keyword begin, its flags, its texts by keyword."""

    line: int
    start: int
    first: int = -1
    flags: tuple[int, int, str] | None = None  # where they stand, and they themselves
    texts: dict[str, _Text] = field(default_factory=dict)

    @property
    def is_header(self) -> bool:
        return (
            "msgctxt" not in self.texts and (found := self.texts.get("msgid")) is not None and not found.value
        )

    @property
    def is_empty(self) -> bool:
        return not any(text.value for key, text in self.texts.items() if key.startswith("msgstr"))


def languages(source: Source) -> tuple[str, str]:
    """Its header names the target; the source is told from the texts, as most catalogues do not name it."""
    found = list(_entries(_decoded(source), source.name))
    header = next((entry.texts["msgstr"].value for entry in found if entry.is_header), "")
    named = dict(line.split(":", 1) for line in header.split("\n") if ":" in line)
    target = primary(named.get("Language", ""))
    said = primary(named.get("X-Source-Language", ""))
    if said or target not in ("vi", "fr"):
        return said, target
    texts = [entry.texts["msgid"].value for entry in found if not entry.is_header][:_VOTERS]
    votes = [detect(text).language for text in texts]
    if votes.count("other") > len(votes) // 2:
        return "another language", target
    return "", target


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    decoded = _decoded(source)
    if language == "fr" and not decoded.holds(_VIETNAMESE):
        raise InputError(
            f"is in {decoded.encoding.upper()}, which cannot hold Vietnamese",
            where=source.name,
            remedy="run: msgconv -t UTF-8",
        )
    for entry in _entries(decoded, source.name):
        if entry.is_header or not entry.is_empty or not entry.texts["msgid"].value.strip():
            continue
        yield _piece(entry, decoded)


def pairs(source: Source, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The line of each entry and its two texts by language; of a plural, those of the first form."""
    decoded = _decoded(source)
    for entry in _entries(decoded, source.name):
        if not entry.is_header:
            target = next(text.value for key, text in entry.texts.items() if key.startswith("msgstr"))
            texts = (" ".join(text.split()) for text in (entry.texts["msgid"].value, target))
            name = f"line {decoded.line(entry.first)}"
            yield name, dict(zip((language, OTHER[language]), texts, strict=True))


def _piece(entry: _Entry, decoded: Decoded) -> Piece:
    is_format = entry.flags is not None and re.search(r"(?<!no-)\b[\w-]+-format\b", entry.flags[2])
    singular = entry.texts["msgid"]
    plural = entry.texts.get("msgid_plural", singular)
    targets = [(key, text) for key, text in entry.texts.items() if key.startswith("msgstr")]
    several = len(targets) > 1
    sources = [singular if several and key == "msgstr[0]" else plural for key, _ in targets]
    cut = [placeholders.of_format(text.value) if is_format else [text.value] for text in sources]
    rows = tuple(
        Row(0, decoded.line(text.start), plain(found), text.value)
        for found, text in zip(cut, sources, strict=True)
    )
    made = dict(zip((key for key, _ in targets), range(len(targets)), strict=True))

    def comment(results: Sequence[Translation]) -> str:
        flags = [flag for result in results for flag in result.flags]
        if not all(placed(found, result.text)[1] for found, result in zip(cut, results, strict=True)):
            flags.append("doubtful:tags")
        said = describe(worth_saying(dict.fromkeys(flags)))
        return f"# vifr: {said}\n" if said else ""

    def fuzzy(results: Sequence[Translation]) -> str:
        if entry.flags is None:
            return "" if _all_failed(results) else "#, fuzzy\n"
        line = entry.flags[2]
        return (
            line if "fuzzy" in line or _all_failed(results) else re.sub(r"#,\s*", "#, fuzzy, ", line, count=1)
        )

    def value(key: str, text: _Text) -> Callable[[Sequence[Translation]], str]:
        def make(results: Sequence[Translation]) -> str:
            result = results[made[key]]
            if is_failed(result):
                return decoded.text[text.start : text.end]
            found, _ = placed(cut[made[key]], result.text)
            return f'{key} "{_escaped(rendered(found, lambda part: part))}"'

        return make

    place = entry.flags[:2] if entry.flags else (entry.first, entry.first)
    edits = [
        decoded.edit(entry.start, entry.start, comment, errors="strict"),
        decoded.edit(*place, fuzzy, errors="strict"),
        *(decoded.edit(text.start, text.end, value(key, text), errors="strict") for key, text in targets),
    ]
    return Piece(rows, tuple(edits))


def _all_failed(results: Sequence[Translation]) -> bool:
    return all(map(is_failed, results))


def _decoded(source: Source) -> Decoded:
    data = source.read()
    match = _CHARSET.search(data)
    name = match[1].decode("ascii") if match else "utf-8"
    name = "utf-8" if name == "CHARSET" else name  # what a template says
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        raise InputError(
            f"says it is in {name!r}, which is no encoding", where=source.name, remedy="correct its header"
        ) from None
    return Decoded(data, encoding, source.name)


def _entries(decoded: Decoded, where: str) -> Iterator[_Entry]:
    """The entries of a catalogue.

    Raises:
        InputError: a line that is neither a comment nor a keyword nor a string.
    """
    entry: _Entry | None = None
    key = ""
    at = 0
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        start, at = at, at + len(line) + 1
        body = line.removeprefix("\ufeff") if number == 1 else line
        start += len(line) - len(body)
        if not body.strip() or body.startswith("#~"):
            if entry:
                yield from _whole(entry, where)
            entry, key = None, ""
            continue
        if body.startswith("#"):
            if entry and "msgid" in entry.texts:  # comments belong to what follows them
                yield from _whole(entry, where)
                entry = None
            entry = entry or _Entry(number, start)
            key = ""
            if body.startswith("#,"):
                entry.flags = (start, at, body + "\n")
            continue
        match = _LINE.match(body)
        if match is None or (match[1] is None and not key):
            raise InputError(
                "is no PO: " + _shown(body), where=f"{where}:{number}", remedy="correct the line"
            )
        if match[1] in ("msgctxt", "msgid") and entry and "msgid" in entry.texts:
            yield from _whole(entry, where)
            entry = None
        entry = entry or _Entry(number, start)
        end = start + len(body.rstrip("\r"))
        if match[1] is None:
            entry.texts[key].value += _unescaped(match[2])
            entry.texts[key].end = end
        else:
            key = match[1]
            entry.texts[key] = _Text(_unescaped(match[2]), start, end)
            entry.first = start if entry.first < 0 else entry.first
    if entry:
        yield from _whole(entry, where)


def _whole(entry: _Entry, where: str) -> Iterator[_Entry]:
    """The entry, if it is more than a comment.

    Raises:
        InputError: it lacks its text or the place of its translation, as the last one of a cut file does.
    """
    if not entry.texts:
        return
    if "msgid" not in entry.texts or not any(key.startswith("msgstr") for key in entry.texts):
        raise InputError(
            "an entry without msgid or msgstr", where=f"{where}:{entry.line}", remedy="was it saved whole?"
        )
    yield entry


def _shown(line: str) -> str:
    return repr(line if len(line) <= 40 else line[:39] + "…")


def _unescaped(text: str) -> str:
    def meant(match: re.Match[str]) -> str:
        code = match[1]
        if code in _ESCAPES:
            return _ESCAPES[code]
        return (
            chr(int(code[1:], 16) if code.startswith("x") else int(code, 8))
            if code[0] in "x01234567"
            else code
        )

    return _ESCAPE.sub(meant, text)


def _escaped(text: str) -> str:
    for meant, code in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(meant, code)
    return text
