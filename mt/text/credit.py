"""The credit of a photo: found at the end of a caption, and written as the other language's press writes it.

`… tại Hà Nội. Ảnh: Lâm Khánh/TTXVN` becomes `… à Hanoï. Photo : Lam Khanh/VNA`. A model has to guess at
names it has never seen; a rule does not. So a credit goes around the model wherever the rule is certain, and
stays in the caption, for the model to translate, wherever it is not: institutions (`Ảnh: Bệnh viện Bình
Dân`), and names on the way to Vietnamese, whose diacritics no rule can bring back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mt.text.unicode import strip_diacritics

# Labels that are followed by a colon and somebody's name.
_LABELS = {
    "Ảnh": "Photo",
    "Ảnh minh họa": "Photo d'illustration",
    "Ảnh tư liệu": "Photo d'archives",
    "Nguồn": "Source",
    "Nguồn ảnh": "Source",
    "Đồ họa": "Infographie",
}
# Labels that say all by themselves.
_ALONE = {
    "Ảnh minh họa": "Photo d'illustration",
    "Ảnh tư liệu": "Photo d'archives",
    "Ảnh chụp màn hình": "Capture d'écran",
    "Ảnh cắt từ clip": "Image tirée d'une vidéo",
}
# Agencies and organisations that have a name in each language.
_AGENCIES = {
    "TTXVN": "VNA",
    "UNDP": "PNUD",
    "IOM": "OIM",
    "IAEA": "AIEA",
    "WHO": "OMS",
    "UNHCR": "HCR",
    "EIB": "BEI",
}
_ALSO_VIETNAMESE = {"TTXVN phát": "VNA", "THX": "Xinhua", "Tân Hoa xã": "Xinhua", "Tân Hoa Xã": "Xinhua"}
# Those that are called the same in both. Towards French any name is, without its diacritics.
_THE_SAME = frozenset(
    "AFP AP EPA EPA-EFE Reuters Yonhap Kyodo TASS Bloomberg NASA CNN BBC VGP VOV VTV EVN VFF Internet".split()
) | {"Getty Images"}
# Holders who are not named but described.
_DESCRIBED = {
    "NVCC": "fournie par l'intéressé",
    "Nhân vật cung cấp": "fournie par l'intéressé",
    "BVCC": "fournie par l'hôpital",
    "Bệnh viện cung cấp": "fournie par l'hôpital",
    "Bác sĩ cung cấp": "fournie par le médecin",
    "Công an cung cấp": "fournie par la police",
    "Gia đình cung cấp": "fournie par la famille",
    "Người dân cung cấp": "fournie par des habitants",
    "BTC": "comité d'organisation",
    "Ban tổ chức": "comité d'organisation",
    "CTV": "collaborateur",
    "Internet": "Internet",
}
# First words of institutions whose names are written in capitals throughout, as persons' are, and
# abbreviations that have a meaning: only a translator can render those.
_NOT_A_NAME = frozenset(
    "Bộ Sở Ban Viện Cục Vụ UBND Nhà Trường Media Fanpage CLB Tàu ĐSQ LĐLĐ CDC PV "
    "FBNV NSX QLTT BNG CSB CSGT BĐBP".split()
)

_SEPARATOR = re.compile(r"(\s*[/,&–-]\s*)(?=\S)")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’+-]*")
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}")
_LONGEST_NAME = 5


def _pattern(labels: Iterable[str], colon: str) -> re.Pattern[str]:
    longest_first = sorted((label.replace(" ", "[ ]") for label in labels), key=len, reverse=True)
    return re.compile(
        r"""(?P<opening> ^ | [ ]\( | [ ][-–][ ] | (?<=[.!?…"'”»)]) [ ] )"""
        rf"""(?P<label> {"|".join(longest_first)} )"""
        rf"""(?: {colon} (?P<holder> [^\s():;.!?] [^():;.!?]{{0,60}} (?: \.[^\s():;.!?]+ )* ) )?"""
        r"""(?P<closing> \.?\)?\.? ) $""",
        re.VERBOSE,
    )


_CREDIT = {
    "vi": _pattern({*_LABELS, *_ALONE}, r"\s?:\s?"),
    "fr": _pattern(
        (label.replace("'", "['’]") for label in {*_LABELS.values(), *_ALONE.values()}), r"\s?:\s?"
    ),
}


@dataclass(frozen=True, slots=True)
class Credit:
    """A caption and its credit, taken apart.

    Attributes:
        caption: what the photo shows.
        opening: what joins the credit to it: a space, ` (`, ` - `.
        label: `Ảnh`, `Photo d'archives`, ….
        holder: photographer, agency or source as written; empty where the label says all.
        closing: `)`, `.`, both or nothing.
        language: `vi` or `fr`.
    """

    caption: str
    opening: str
    label: str
    holder: str
    closing: str
    language: str


def find(text: str, language: str) -> Credit | None:
    """Take the credit off the end of a caption (white space already single); None where there is none.

    A label at the beginning of a caption (`Ảnh: Quang cảnh buổi lễ.`) is no credit, unless a short name is
    all that follows.
    """
    match = _CREDIT[language].search(text)
    if not match or ("(" in match["opening"]) != (")" in match["closing"]):
        return None
    label, holder = match["label"].replace("’", "'"), (match["holder"] or "").strip()
    if not holder and label not in _ALONE and label not in _ALONE.values():
        return None
    return Credit(text[: match.start()], match["opening"], label, holder, match["closing"], language)


def render(credit: Credit) -> str | None:
    """The credit in the other language, from opening to closing; None where no rule is certain."""
    to_french = credit.language == "vi"
    if not credit.holder:
        label = (_ALONE if to_french else _swapped(_ALONE)).get(credit.label)
        return None if label is None else f"{credit.opening}{label}{credit.closing}"
    label = (_LABELS if to_french else _swapped(_LABELS)).get(credit.label)
    holder = _holder(credit.holder, to_french=to_french)
    if label is None or holder is None:
        return None
    colon = " : " if to_french else ": "
    return f"{credit.opening}{label}{colon}{holder}{credit.closing}"


def attach(caption: str, credit: str) -> str:
    """A translated caption with its rendered credit, a full stop between the two where nothing else is."""
    stop = "." if caption and credit[:1] == " " and credit[1:2].isalpha() and caption[-1].isalnum() else ""
    return caption + stop + credit


def _holder(holder: str, *, to_french: bool) -> str | None:
    if to_french and (described := _DESCRIBED.get(holder[:1].upper() + holder[1:])):
        return described
    parts = _SEPARATOR.split(holder)
    rendered = [_agency_or_name(part, to_french=to_french) for part in parts[::2]]
    if any(part is None for part in rendered):
        return None
    parts[::2] = [part or "" for part in rendered]
    return "".join(parts)


def _agency_or_name(part: str, *, to_french: bool) -> str | None:
    if to_french:
        if agency := {**_AGENCIES, **_ALSO_VIETNAMESE}.get(part):
            return agency
        if part.startswith("Báo ") and _is_name(part[4:]):
            return "journal " + strip_diacritics(part[4:])
        return strip_diacritics(part) if _is_name(part) or _SITE.fullmatch(part) else None
    if agency := _swapped(_AGENCIES).get(part):
        return agency
    return part if part in _THE_SAME or _SITE.fullmatch(part) else None


def _is_name(text: str) -> bool:
    """Whether it is written as the names of persons and agencies are: a few words, each with a capital."""
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_NAME
        and words[0] not in _NOT_A_NAME
        and "Việt Nam" not in text
        and all(word[0].isupper() and _NAME_WORD.fullmatch(word) for word in words)
    )


def _swapped(table: dict[str, str]) -> dict[str, str]:
    """The table from French to Vietnamese; the first of several Vietnamese forms counts."""
    return {french: vietnamese for vietnamese, french in reversed(table.items())}
