"""Who holds a credit, told by the shape of what is written: a person, an agency, a web site."""

from __future__ import annotations

import re
from functools import cache

from mt.text.credit_labels import Kind
from mt.text.unicode import fold, strip_diacritics

# Agencies, broadcasters and portals that sign photos, folded; enough to know a credit without a label.
_AGENCIES = frozenset(
    "afp ap reuters epa efe dpa ansa upi pti ani aap irna tass sputnik xinhua thx kyodo yonhap anadolu maxar "
    "bloomberg getty afpforum shutterstock rex nasa ttxvn vna vnp cvn vgp vov vtv tto cpv ndel avi zuma "
    "imago keystone belga bernama antara".split()
) | {
    "epa efe",
    "getty images",
    "tan hoa xa",
    "associated press",
    "ria novosti",
    "thong tan xa viet nam",
    "zuma press",
    "abaca press",
    "new york times",
}
_DESCRIBED: tuple[tuple[Kind, str], ...] = (
    ("supplied", r"(?:.*\s)?cung cấp|(?:nv|bv|ca|gđ|đp|nh|bt|ntk|đv)\.?c\.?c\.?|c\.a\.c\.c"),
    ("supplied", r"(?:fournie?s?|remise?s?|diffusée?s?|prise?s?) par .*"),
    ("archive", r"(?:ảnh )?tư li[ệê]u(?: .*)?|tl|archives?(?: .*)?"),
    ("illustration", r"minh h(?:ọa|oạ)|illustration"),
    ("screenshot", r".*chụp (?:lại )?(?:từ |qua )?màn hình.*|(?:cắt|trích) từ .*|capture d['’]écran.*|cmh"),
)
_ONLINE = frozenset("internet facebook twitter instagram youtube zalo".split())
_NOBODY = _ONLINE | {"ctv", "btc", "nsx", "pv", "st", "sưu tầm", "bạn đọc", "tt"}
_WORD = re.compile(r"[^\W\d_][\w.'’+-]*|&")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.\s?)+[^\W\d_]*\.?", re.IGNORECASE)
_SITE = re.compile(r"@?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?", re.IGNORECASE)
_LONGEST_NAME = 5
_BETWEEN = re.compile(r"\s*[/,&+–]\s*|\s+-\s*|\s*-\s+|\s+và\s+|\s+et\s+")


def parts(holder: str) -> list[str]:
    """`Trí Dũng/TTXVN` → `Trí Dũng`, `TTXVN`: everybody that is named."""
    return [part for part in _BETWEEN.split(holder) if part]


def is_agency(text: str) -> bool:
    return fold(text.removesuffix(" phát")) in _AGENCIES


def is_site(text: str) -> bool:
    """Whether it is the address of a web site, or an account: `tuoitre.vn`, `@miles`."""
    return (bool(_SITE.fullmatch(text)) and not _INITIALS.fullmatch(text)) or text[:1] == "@"


def is_name(text: str) -> bool:
    """Whether it is written as names of persons are: up to five words, each with a capital, or initials."""
    words = text.split()
    return 0 < len(words) <= _LONGEST_NAME and (
        all(word[0].isupper() and _WORD.fullmatch(word) for word in words) or bool(_INITIALS.fullmatch(text))
    )


def is_known(holder: str) -> bool:
    """Whether nobody would write it in the place of a credit but as one: agencies, sites, NVCC, TL."""
    return (
        described(holder) is not None
        or holder.lower() in _NOBODY
        or any(is_agency(part) or is_site(part) for part in parts(holder))
    )


def described(holder: str) -> Kind | None:
    """What the words of a holder say that is not named: `Công an cung cấp` is supplied."""
    return next((kind for kind, form in _forms(holder.isascii()) if form.fullmatch(holder)), None)


def kind_of(holder: str) -> Kind:
    """What a holder makes of a photo: the agency counts before the photographer, who works for it."""
    if kind := described(holder):
        return kind
    named = parts(holder)
    if any(is_agency(part) for part in named):
        return "agency"
    is_person = bool(named) and all(is_name(part) and part.lower() not in _ONLINE for part in named)
    return "photographer" if is_person else "source"


@cache
def _forms(bare: bool) -> list[tuple[Kind, re.Pattern[str]]]:
    return [
        (kind, re.compile(strip_diacritics(form) if bare else form, re.IGNORECASE))
        for kind, form in _DESCRIBED
    ]
