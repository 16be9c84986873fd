"""Where the credit of a caption begins, what its parts are, and what is no credit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from mt.text.credit_holder import described, is_agency, is_known, is_name, kind_of, parts
from mt.text.credit_labels import COMPLETE, Kind, any_label, which
from mt.text.credit_labels import kind_of as kind_of_label

_LONGEST = 90  # characters of a holder
_MOST_WORDS = 16
_LONGEST_ALONE = 7  # words of a holder that nothing but its label announces
_OPENING = re.compile(r"\s*(?:[-–—−|=*•/]+\s*)*(?:[(\[]\s*)?$")
_CLICK = r"(?:\s*\((?:click|bấm|ấn|nhấn|nhấp)\b[^()]*\))"
_CLOSING = re.compile(rf"[\s.,;…]*[)\]]?{_CLICK}?[\s.,;…]*$", re.IGNORECASE)
_ENDS = frozenset(".!?…;\"”'’»)]")
# A sentence ends inside: a longer word with a stop, and something after it.
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?;…]+\s+\S|:\s")
# Words of sentences, which no name of a holder has.
_PROSE = frozenset(
    "đang đã bị được khi với sẽ những vào là này có đến lúc rất bên ngày đăng "
    "est sont était dans lors qui avec ont après pendant".split()
)
# `Trong ảnh: …`, `bức ảnh: …` speak of the photo.
_POINTING = frozenset("trong bức tấm loạt bộ chùm xem những các nhiều trên sur la une cette les des".split())
_JOINT = re.compile(
    r"\s*[:：;]\.?\s*|\s+[-–]\s+|/(?=\w)"
    r"|\s+(?:do|của|bởi|cua|trên|(?:chụp |lấy |chụp lại )?từ|tren|tu|de)\s+|\s+|$",
    re.IGNORECASE,
)
# What follows these at the beginning of a caption is never what a photo shows.
_NO_SCENES = frozenset({"source", "photo-source", "graphic", "data", "author"})
_SOURCES = frozenset({"source", "after"})
# Labels that stand alone behind a caption; `minh họa` and `tư liệu` do only in brackets or behind a dash.
_STANDS_ALONE = ("ảnh", "hình", "photo", "image", "anh ")


@dataclass(frozen=True, slots=True)
class Credit:
    """A caption and its credit, taken apart; `str()` puts them together again, letter by letter.

    Attributes:
        caption: what the photo shows.
        opening: what joins the credit to it: a space, ` (`, ` - `.
        label: `Ảnh`, `Photo d'archives`, `©`, …; empty where only an agency is named.
        joint: what stands between label and holder: `: `, ` do `, a space.
        holder: photographer, agency or source as written; empty where the label says all.
        closing: `)`, `.`, both or nothing.
        language: `vi` or `fr`.
        kind: by what the label says; where it says only `photo`, by the holder: a photographer of an
            agency counts as the agency.
        further: a second credit, behind this one: `Nguồn: IMF - Đồ họa: Tấn Đạt`; its caption is empty.
    """

    caption: str
    opening: str
    label: str
    joint: str
    holder: str
    closing: str
    language: str
    kind: Kind
    further: Credit | None = None

    def __str__(self) -> str:
        further = str(self.further) if self.further else ""
        return self.caption + self.opening + self.label + self.joint + self.holder + self.closing + further


def find(text: str, language: str) -> Credit | None:
    """Take the credit off the end of a caption (white space already single); None where there is none.

    A label at the beginning of a caption (`Ảnh: Quang cảnh buổi lễ.`) is no credit, unless a short name is
    all that follows.
    """
    credit = _labelled(text, language) or _unlabelled(text, language)
    while credit and (earlier := _labelled(credit.caption, language)) and _has_colon(earlier):
        credit = replace(earlier, further=replace(credit, caption=""))
    return credit


@cache
def _labels(language: str, bare: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_label(language, bare=bare)})(?!\w)", re.IGNORECASE)


def _labelled(text: str, language: str) -> Credit | None:
    bare = language == "vi" and text.isascii()
    found = _labels(language, bare).finditer(text, max(0, len(text) - 2 * _LONGEST))
    for match in reversed(list(found)):
        credit = _taken_apart(text, match.start(), match.end(), language)
        if credit and _is_credit(credit, bare=bare):
            return credit
    return None


def _taken_apart(text: str, start: int, end: int, language: str) -> Credit | None:
    """The credit, if the label from `start` to `end` is one."""
    opening = _OPENING.search(text, 0, start)
    joint = _JOINT.match(text, end)
    closing = _CLOSING.search(text, joint.end() if joint else end)
    if opening is None or closing is None:
        return None
    holder_start = min(joint.end() if joint else end, closing.start())
    holder = text[holder_start : closing.start()]
    at = closing.start()
    if ")" in closing[0] and holder.count("(") > holder.count(")"):
        at = text.index(")", at) + 1
        holder = text[holder_start:at]
    label = text[start:end]
    return Credit(
        caption=text[: opening.start()],
        opening=opening[0],
        label=label,
        joint=text[end:holder_start],
        holder=holder,
        closing=text[at:],
        language=language,
        kind=kind_of_label(which(label, language)) or kind_of(holder),
    )


def _is_credit(credit: Credit, *, bare: bool) -> bool:
    if credit.caption[-1:] == ":" and not credit.joint.strip():
        return False
    set_apart = bool(credit.opening.strip()) or credit.caption[-1:] in _ENDS
    if not credit.holder:
        return _says_all(credit, set_apart)
    if not _is_plausible(credit.holder):
        return False
    named = is_known(credit.holder) or all(is_name(part) for part in parts(credit.holder))
    if not _has_colon(credit):
        return _is_credit_without_colon(credit, set_apart, named)
    if set_apart:
        return True
    label = which(credit.label, credit.language)
    if not credit.caption:
        return named or (label in _NO_SCENES and len(credit.holder.split()) <= _LONGEST_ALONE)
    pointing = credit.caption.rsplit(None, 1)[-1].lower() in _POINTING or credit.label.lower() == "hình"
    return bool(credit.opening) and not bare and named and (credit.label[0].isupper() or not pointing)


def _says_all(credit: Credit, set_apart: bool) -> bool:
    label = credit.label
    alone = label[0].isupper() and credit.opening and label.lower().startswith(_STANDS_ALONE)
    complete = which(label, credit.language) in COMPLETE and not _has_colon(credit)
    return complete and bool(not credit.caption or set_apart or alone)


def _is_credit_without_colon(credit: Credit, set_apart: bool, named: bool) -> bool:
    """`- Ảnh TỰ TRUNG`, `(Ảnh AFP)`, `Ảnh do nhân vật cung cấp`: more of it could be caption."""
    label, holder = which(credit.label, credit.language), credit.holder
    capital = credit.label[0].isupper()
    short = len(holder.split()) <= _LONGEST_ALONE
    if not set_apart:
        alone = not credit.caption and is_known(holder) and short
        return capital and label not in _SOURCES and (alone or (named and credit.joint.strip() in {"-", "–"}))
    if is_known(holder):
        return True
    if label in COMPLETE or credit.joint.strip():
        return short
    in_brackets = "(" in credit.opening
    if label in _SOURCES:
        return in_brackets and holder[0].isupper()
    if label not in {"photo", "photo-source", "graphic", "video"}:
        return False
    return holder[0].isupper() and (in_brackets or capital or named)


def _has_colon(credit: Credit) -> bool:
    return any(mark in credit.joint for mark in ":：;")


def _is_plausible(holder: str) -> bool:
    """Whether somebody could be called so: not too long, one phrase, no sentence."""
    words = holder.split()
    return (
        len(holder) <= _LONGEST
        and len(words) <= _MOST_WORDS
        and (holder[0].isalnum() or holder[0] in '@#"“«')
        and all(holder.count(a) == holder.count(b) for a, b in ("()", "[]"))
        and not _SENTENCES.search(holder)
        and (described(holder) is not None or _PROSE.isdisjoint(words))
    )


_SIGNED = re.compile(
    r"(?P<opening>\s*\(\s*|\s+[-–—]\s*|(?<=[.!?…”\"»])\s+)(?P<holder>[^\s()©:–—][^()©:–—]*)$"
)
_COPYRIGHT = re.compile(r"(?P<opening>[\s(–—-]*)(?P<label>©)(?P<joint>\s*)(?P<holder>[^©:.()]+)$")


def _unlabelled(text: str, language: str) -> Credit | None:
    """A credit that names an agency, or a photographer in capitals, and nothing more: `… - AFP`, `(X/AP)`."""
    closing = _CLOSING.search(text)
    body = text[: closing.start()] if closing else text
    copyright_ = _COPYRIGHT.search(body)
    match = copyright_ or _SIGNED.search(body)
    if not match or not match.start():
        return None
    holder = match["holder"]
    if not copyright_ and not _is_signature(holder, body[: match.start()], match["opening"]):
        return None
    return Credit(
        caption=body[: match.start()],
        opening=match["opening"],
        label="©" if copyright_ else "",
        joint=copyright_["joint"] if copyright_ else "",
        holder=holder,
        closing=text[len(body) :],
        language=language,
        kind=kind_of(holder),
    )


def _is_signature(holder: str, caption: str, opening: str) -> bool:
    named = [part.strip() for part in holder.split("/")]
    if is_agency(named[-1]) or (len(named) == 2 and is_agency(named[0])):
        return all(is_name(part) or is_agency(part) for part in named)
    return (
        "-" in opening
        and is_name(holder)
        and not holder.startswith("TP")
        and holder.isupper()
        and 1 < len(holder.split()) < 5
        and not caption.isupper()
    )
