"""ninjs 2 and 3: each item gets one in the other language among its associations.

An item has one `language`, and its descriptions have none, so that a caption in two languages is two items.
The new one has an address of its own (`…#fr`), the type of the first, its language and the translated
descriptions, and stands in the `associations` of the first under the name `translation-fr`. Nothing else of
the file changes, not even its white space. Items among the associations are items like others. Descriptions
that hold a credit line are names and stay; headlines and bodies are no captions.

https://iptc.org/std/ninjs/userguide/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from mt.caption import LANGUAGES, Translation
from mt.documents.decoded import Decoded
from mt.documents.document import OTHER, Piece, is_failed
from mt.documents.source import Source
from mt.errors import InputError
from mt.files.row import Row
from mt.files.xml import primary
from mt.text.language import detect

MAX_BYTES = 64 << 20

_SPACE = re.compile(r"[ \t\r\n]*")
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_NAME = "translation-"
_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class _Item:
    """An object of the file that is an item: what it says, and where its members begin and end."""

    content: dict[str, Any]
    members: dict[str, tuple[int, int]]
    end: int  # of its closing brace


def sniff(head: bytes) -> bool:
    text = head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    return text[:1] in "{[" and '"uri"' in text


def languages(source: Source) -> tuple[str, str]:
    """Those that the items say, where they agree; a file that is none of ninjs 2 or 3 is refused."""
    items = _items(_decoded(source), source.name)
    said = {_language(item) for item in items if item.content.get("descriptions")}
    known = said.intersection(LANGUAGES)
    if said and not known and "" not in said:
        raise InputError(
            f"has items in {', '.join(sorted(said))}, none in vi or fr",
            where=source.name,
            remedy="check them",
        )
    return (known.pop(), "") if len(known) == 1 and len(said) == 1 else ("", "")


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    decoded = _decoded(source)
    for item in _items(decoded, source.name):
        said = _language(item)
        if "descriptions" not in item.members or said not in (
            (language, "") if language else (*LANGUAGES, "")
        ):
            continue
        if _has_other(item, OTHER[said or language]):
            continue
        places = [
            (index, place)
            for index, place in enumerate(item.content.get("descriptions", ()))
            if _is_caption(place)
        ]
        if any(_MARKUP.search(place["value"]) for _, place in places):
            remark(f"{item.content['uri']}: a description with markup: left")
            places = [both for both in places if not _MARKUP.search(both[1]["value"])]
        if places:
            yield _piece(item, [place for _, place in places], said or language, decoded)


def _piece(item: _Item, places: Sequence[dict[str, Any]], language: str, decoded: Decoded) -> Piece:
    line = decoded.line(item.members["descriptions"][0])
    rows = tuple(Row(0, line, " ".join(place["value"].split()), place["value"]) for place in places)
    found = item.content.get("associations")
    start, end = item.members.get("associations", (item.end, item.end))

    def make(results: Sequence[Translation]) -> str:
        done: list[dict[str, Any]] = [
            {**place, "value": result.text}
            for place, result in zip(places, results, strict=True)
            if not is_failed(result)
        ]
        if not done:
            return ""
        other = OTHER[language]
        new: dict[str, Any] = {"name": f"{_NAME}{other}", "uri": f"{item.content['uri']}#{other}"}
        new |= {"type": item.content["type"]} if "type" in item.content else {}
        new |= {"language": other, "descriptions": done}
        text = json.dumps(new, ensure_ascii=False)
        if found is None:
            return f', "associations": [{text}]'
        return f", {text}" if found else text

    if found is None:  # behind the last member
        last = max(stop for _, stop in item.members.values())
        place = (last, last)
    else:  # before the bracket, behind the last association
        inner = decoded.text[start + 1 : end - 1].rstrip()
        place = (start + 1 + len(inner),) * 2
    return Piece(rows, (decoded.edit(*place, make, errors="strict"),))


def _is_caption(place: Any) -> bool:
    if not isinstance(place, dict) or not isinstance(place.get("value"), str) or not place["value"].strip():
        return False
    return "credit" not in str(place.get("role", "")).casefold()


def _language(item: _Item) -> str:
    said = primary(str(item.content.get("language", "")))
    if said:
        return said
    texts = [place["value"] for place in item.content.get("descriptions", ()) if _is_caption(place)]
    guess = detect(" ".join(texts)).language
    return guess if guess in LANGUAGES else ""


def _has_other(item: _Item, language: str) -> bool:
    """Whether an item is joined with one in the other language already."""
    uri = item.content["uri"]
    return any(
        isinstance(other, dict)
        and primary(str(other.get("language", ""))) == language
        and (other.get("uri") == f"{uri}#{language}" or other.get("name") == f"{_NAME}{language}")
        for other in item.content.get("associations", ())
    )


def _decoded(source: Source) -> Decoded:
    return Decoded(source.read(at_most=MAX_BYTES), "utf-8", source.name)


def _items(decoded: Decoded, where: str) -> Iterator[_Item]:
    """The items of a file: one object, or an array of them.

    Raises:
        InputError: it is no JSON, or no ninjs 2 or 3.
    """
    text = decoded.text
    start = _skip(text, 1 if text.startswith("\ufeff") else 0)
    try:
        content, end = _JSON.raw_decode(text, start)
    except json.JSONDecodeError as error:
        what = "the JSON ends in the middle" if not text[error.pos :].strip() else f"not JSON: {error.msg}"
        raise InputError(what, where=f"{where}:{error.lineno}", remedy="was it saved whole?") from None
    except RecursionError:
        raise InputError("too deeply nested", where=where, remedy="check the file") from None
    if text[end:].strip():
        raise InputError(
            "goes on after its end", where=f"{where}:{decoded.line(end)}", remedy="check the file"
        )
    places = [start] if isinstance(content, dict) else _elements(text, start)
    for place in places:
        value, stop = _JSON.raw_decode(text, place)
        _check(value, f"{where}:{decoded.line(place)}")
        yield from _with_associations(value, text, place, stop)


def _with_associations(content: dict[str, Any], text: str, start: int, end: int) -> Iterator[_Item]:
    """The items among the associations of an item, then itself: in the order of the places that change."""
    members = _members(text, start)
    if "associations" in members:
        for place in _elements(text, members["associations"][0]):
            value, stop = _JSON.raw_decode(text, place)
            is_item = isinstance(value, dict) and isinstance(value.get("uri"), str)
            if is_item and not str(value.get("name", "")).startswith(_NAME):
                yield from _with_associations(value, text, place, stop)
    yield _Item(content, members, end - 1)


def _check(value: Any, where: str) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        raise InputError("is no ninjs: an item without uri", where=where, remedy="check the file")
    said = (
        str((value.get("standard") or {}).get("version", ""))
        if isinstance(value.get("standard"), dict)
        else ""
    )
    old = any(key.startswith(("description_", "body_", "headline_")) for key in value)
    if old or (said and said.split(".")[0] not in ("2", "3")):
        raise InputError(f"is ninjs {said or '1'}", where=where, remedy="convert it to ninjs 2 or 3")
    for key in ("descriptions", "associations"):
        if not isinstance(value.get(key, []), list):
            raise InputError(f"its {key} are no array", where=where, remedy="convert it to ninjs 2 or 3")


def _members(text: str, start: int) -> dict[str, tuple[int, int]]:
    """Where the values of an object begin and end, by key; the JSON is known to be good."""
    found: dict[str, tuple[int, int]] = {}
    at = _skip(text, start + 1)
    while text[at] != "}":
        key, at = scanstring(text, at + 1, False)
        begin = _skip(text, _skip(text, at) + 1)
        _, end = _JSON.raw_decode(text, begin)
        found[key] = (begin, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def _elements(text: str, start: int) -> list[int]:
    """Where the values of an array begin."""
    found: list[int] = []
    at = _skip(text, start + 1)
    while text[at] != "]":
        found.append(at)
        at = _skip(text, _JSON.raw_decode(text, at)[1])
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
