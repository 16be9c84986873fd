"""A credit in the other language, in the style of a house."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mt.text import house_style, photographers
from mt.text.credit_find import Credit
from mt.text.credit_holder import is_agency, is_name, is_site
from mt.text.credit_labels import which
from mt.text.house_style import HouseStyle
from mt.text.institution_parts import Terms, begins_with_french_head, begins_with_head
from mt.text.institutions import to_french, to_vietnamese

_NO_TERMS = Terms()
_SEPARATOR = re.compile(r"(\s*[/,–]\s*|\s+[&+]\s+|\s+-\s*|\s*-\s+|\s+(?:và|et)\s+)")
_TITLE = re.compile(r"(?:Ông|Anh|Bà|Chị|Cô) ")
_AND = {"và": "et", "et": "và"}
_SUPPLIED = re.compile(r"(?:do )?(?P<who>.+) cung cấp(?P<to> cho .+)?", re.IGNORECASE)
_FOURNIE = re.compile(r"(?:fournie?s?|remise?s?) par (?P<who>.+)", re.IGNORECASE)
_DIFFUSEE = re.compile(r"diffusée?s? par (?P<who>.+)", re.IGNORECASE)
_PERSON = re.compile(r"(?:l['’]intéressée?|les intéressée?s|la personne concernée)$")
_AT = re.compile(r"(?P<who>.+?) (?:en|au|aux|à) (?P<place>.+)")
_ARTICLE = re.compile(r"(?:les |la |le |l['’]|une |un |des )", re.IGNORECASE)
# What a Vietnamese holder may end in, and what French says instead, if anything.
_ENDINGS = {" phát": "", " chụp lại": " (reproduction)", " chụp màn hình": " (capture d'écran)", " chụp": ""}
_BRACKETED = re.compile(r"(?P<who>[^()]+) \((?P<more>[^()]+)\)")
_CLICK = re.compile(r"\s*\((?:click|bấm|ấn|nhấn|nhấp)\b[^()]*\)", re.IGNORECASE)
_WOMAN = re.compile(r"\b(?:bà|chị|cô|nữ|mẹ|vợ|bé gái|em gái|cháu gái|hoa hậu|á hậu|Thị)\b", re.IGNORECASE)
_MAN = re.compile(r"\b(?:ông|anh|chàng|bố|chồng|cậu|nam|chú|bé trai|em trai|thầy|Văn)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:vợ chồng|cả gia đình|hai|ba|bốn|năm|các|những)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A credit as written in the other language.

    Attributes:
        text: from opening to closing, to be put behind the translated caption by `attach`.
        is_certain: whether every part of it is known; otherwise a holder was kept as written (without
            diacritics in French), and somebody should look at it.
    """

    text: str
    is_certain: bool


def render(credit: Credit, style: HouseStyle | None = None, terms: Terms = _NO_TERMS) -> str:
    """The text of `rendering`."""
    return rendering(credit, style, terms).text


def rendering(credit: Credit, style: HouseStyle | None = None, terms: Terms = _NO_TERMS) -> Rendering:
    """Write a credit in the other language, in the style that is the house's or the one of the package.

    `terms` know institutions and places; without them institutions are kept as written.
    """
    style = style or house_style.default()
    to_french = credit.language == "vi"
    label = _label(credit, style)
    holder, is_certain = _Holder(credit.caption, to_french, style, terms).written(credit.holder)
    if credit.holder.isupper() and " " in credit.holder and holder != credit.holder:
        holder = holder.upper()
    if holder.lower() == credit.holder.lower():
        holder = credit.holder
    opening = credit.opening or (" " if credit.caption else "")
    closing = _CLICK.sub("", credit.closing)
    if "(" not in opening:
        closing = closing.replace(")", "")
    elif ")" not in closing:
        closing = ")" + closing
    supplied = re.match(r"(.+) cung cấp$", holder) if not to_french else None
    if supplied and not _has_colon(credit):
        joint = " do "
        if supplied[1][1:].islower():
            holder = holder[0].lower() + holder[1:]
    elif credit.label == "©":
        joint = credit.joint
    elif not credit.label or not holder:
        joint = ""
    elif not to_french or _has_colon(credit) or (credit.joint.strip() and not holder.startswith("fournie")):
        joint = style.colon if to_french else ": "
    else:
        joint = " "
    text = f"{opening}{label}{joint}{holder}{closing}"
    if credit.further is None:
        return Rendering(text, is_certain)
    further = rendering(credit.further, style, terms)
    return Rendering(text + further.text, is_certain and further.is_certain)


def attach(caption: str, credit: str) -> str:
    """A translated caption with its rendered credit, a full stop between the two where nothing else is."""
    stop = "." if caption and credit[:1] == " " and credit[1:2].isalpha() and caption[-1].isalnum() else ""
    return caption + stop + credit


def _has_colon(credit: Credit) -> bool:
    return any(mark in credit.joint for mark in ":：;")


def _label(credit: Credit, style: HouseStyle) -> str:
    says = which(credit.label, credit.language)
    if not says:
        return credit.label
    label = style.labels[says]["fr" if credit.language == "vi" else "vi"]
    if credit.label.isupper():
        return label.upper()
    return label[0].lower() + label[1:] if credit.label[0].islower() else label


@dataclass(frozen=True, slots=True)
class _Holder:
    """How holders are written: the house's own words first, then institutions, then names."""

    caption: str
    to_french: bool
    style: HouseStyle
    terms: Terms

    def written(self, holder: str) -> tuple[str, bool]:
        """The holder in the other language, and whether all of it is known."""
        whole = self._whole(holder)
        if whole is not None:
            return whole, True
        if bracketed := _BRACKETED.fullmatch(holder):
            return self._with_brackets(bracketed["who"], bracketed["more"])
        pieces = _SEPARATOR.split(holder)
        if len(pieces) == 1:
            return self._single(holder)
        done = [self.written(piece) for piece in pieces[::2]]
        joints = [_AND.get(joint.strip(), joint.strip()) for joint in pieces[1::2]]
        joints = [joint.replace(joint.strip(), new) for joint, new in zip(pieces[1::2], joints, strict=True)]
        text = done[0][0] + "".join(joint + part for joint, (part, _) in zip(joints, done[1:], strict=True))
        return text, all(certain for _, certain in done)

    def _with_brackets(self, who: str, more: str) -> tuple[str, bool]:
        """`Đức Nghĩa (TTXVN phát)`, `TTXVN (chụp lại)`."""
        said, certain = self.written(who)
        if self.to_french and (ending := _ENDINGS.get(f" {more}")) is not None:
            return said + ending, certain
        inside, also_certain = self.written(more)
        return f"{said} ({inside})", certain and also_certain

    def _whole(self, holder: str) -> str | None:
        if not holder:
            return ""
        if (agency := self.style.agency(holder, to_french=self.to_french)) is not None:
            return agency
        singular = holder if self.to_french else _PERSON.sub("l'intéressé", holder)
        if (described := self.style.described(singular, to_french=self.to_french)) is not None:
            return self._agreeing(described)
        if is_site(holder) or (is_agency(holder) and not holder.endswith(" phát")):
            return holder
        return self._in_french(holder) if self.to_french else self._in_vietnamese(holder)

    def _in_french(self, holder: str) -> str | None:
        if supplied := _SUPPLIED.fullmatch(holder):
            who = to_french(supplied["who"], self.terms, self.style.name)
            if who:
                return f"fournie par {who.with_article()}"
            return f"fournie par {self.style.name(supplied['who'])}" if is_name(supplied["who"]) else None
        for ending, french in _ENDINGS.items():
            if holder.endswith(ending):
                rest, certain = self.written(holder.removesuffix(ending))
                return rest + french if certain else None
        agency, _, place = holder.partition(" tại ")
        name = self.style.agency(agency, to_french=True)
        if not name and any(map(is_agency, agency.split())):  # PV TTXVN
            name = self._institution(agency)
        if place and name:
            known = self.terms.places.get(place.lower())
            return f"{name} {known[1] or 'à'} {known[0]}" if known else None
        if "/" in holder or _TITLE.match(holder):
            return None
        return self._institution(holder)

    def _institution(self, holder: str) -> str | None:
        institution = to_french(holder, self.terms, self.style.name)
        return institution.text if institution else None

    def _in_vietnamese(self, holder: str) -> str | None:
        if supplied := _FOURNIE.fullmatch(holder):
            who = _ARTICLE.sub("", supplied["who"], 1)
            institution = to_vietnamese(who, self.terms, self._name)
            return f"{institution} cung cấp" if institution else None
        if spread := _DIFFUSEE.fullmatch(holder):
            return f"{self.written(_ARTICLE.sub('', spread['who'], 1))[0]} phát"
        if (at := _AT.fullmatch(holder)) and (agency := self.style.agency(at["who"], to_french=False)):
            place = self.terms.places_by_french.get(at["place"].lower())
            return f"{agency} tại {place}" if place else None
        return to_vietnamese(holder, self.terms, self._name)

    def _name(self, name: str) -> str | None:
        """A name with its marks; None where they are not known."""
        return photographers.with_marks(name, self.style.photographers) if is_name(name) else None

    def _single(self, holder: str) -> tuple[str, bool]:
        """Somebody who is no agency and no institution: a name, or what has to be kept as it is."""
        if self.to_french:
            certain = is_name(holder) and not begins_with_head(holder)
            if holder.endswith(" Việt Nam") and holder.removesuffix(" Việt Nam").isascii():
                return holder.replace("Việt Nam", "Vietnam"), certain
            return self.style.name(holder), certain
        if begins_with_french_head(holder):
            half = to_vietnamese(holder, self.terms, lambda name: name if is_name(name) else None)
            return half or holder, False
        name = self._name(holder)
        if name and name.endswith(" Vietnam"):
            name = name.replace("Vietnam", "Việt Nam")
        return name or holder, name is not None

    def _agreeing(self, described: str) -> str:
        if self.to_french:
            return described.replace("l'intéressé", _person(self.caption)).replace("de les", "des")
        return described[0].upper() + described[1:]


def _person(caption: str) -> str:
    """Whom a caption is about, as far as its words for persons tell."""
    woman, man = _WOMAN.search(caption), _MAN.search(caption)
    if _SEVERAL.match(caption):
        return "les intéressées" if woman and not man else "les intéressés"
    return "l'intéressée" if woman and (not man or woman.start() < man.start()) else "l'intéressé"
