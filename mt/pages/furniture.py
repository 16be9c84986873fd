"""What stands on a news page and is no caption: by the names of elements, and by the text itself."""

from __future__ import annotations

import re
from itertools import pairwise

from mt.text.unicode import fold

# Elements whose content is never shown as text, or is not the article's.
HIDDEN = frozenset("script style svg iframe object select textarea math canvas audio map datalist".split())
_ELEMENTS = frozenset("nav footer aside form button dialog menu".split())

# Words in class, id, role or type of boxes that are around an article and not of it.
_BOX_WORDS = frozenset(
    "related relate relatednews relation lienquan comment comments binhluan advert advertisement ads "
    "adv qc pub pubs publicite quangcao banner sponsor sponsored promo sidebar menu nav navbar "
    "navigation breadcrumb breadcrumbs footer share sharing social author authors byline tag tags "
    "keyword keywords tukhoa newsletter popup modal login recommend recommended recommendation "
    "suggestion suggest mostread mostviewed xemnhieu docnhieu docthem xemthem tinmoi tinkhac popular "
    "trending copyright weather teaser teasers widget outbrain taboola toolbar rating vote poll "
    "cookie magnify logo editsection".split()
)
_BOX_PAIRS = frozenset(
    tuple(pair.split("-"))
    for pair in (
        "lien-quan tin-lien binh-luan quang-cao doc-them xem-them tin-moi tin-khac doc-nhieu xem-nhieu "
        "most-read cung-chuyen most-viewed read-more tin-nong more-news other-news box-tin lire-aussi "
        "voir-aussi a-lire news-list list-news story-list latest-news tu-khoa tac-gia site-header page- "
        "header print-only"
    ).split()
)
_BOX_NAMES = frozenset("header masthead topbar branding".split())
# `has-sidebar`, `no-comments`: said of the element around everything.
_ABOUT_THE_REST = re.compile(r"(?:has|no|with|without|is|right|left)[-_]", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_PLACEHOLDER = re.compile(  # folded
    r"(?:vui long )?(?:nhap |them |viet )?(?:noi dung )?(?:chu thich|mo ta)"
    r"(?: (?:cho )?(?:anh|hinh)(?: nay)?)?(?: tai day)?|chua co chu thich"
    r"|(?:image |no )?caption|legende|ajouter une legende|saisir (?:la|une) legende|sans titre|untitled"
    r"|(?:anh|photo|image|hinh(?: anh)?|picture|img|logo|avatar|thumbnail|icon|banner|bandeau|figure)s?"
    r"(?: \d+)*"
    r"|(?:anh|hinh) (?:dai dien|bia|minh hoa|tu lieu|avatar)|(?:photos? d )?(?:illustrations?|archives?)"
    r"|zoom|xem anh lon|phong to|agrandir|fullscreen|loading|play|video"
)
_FILE_NAME = re.compile(
    r"\S.{0,200}\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic|svg|mp4)(?:[?#]\S*)?"
    r"|(?:https?://|www\.)\S+"
    r"|(?:img|dsc|dscf|dscn|pxl|image|photo|anh|p|screenshot|untitled|fb_img|z)[-_ ]?\d[\w .()-]*"
    r"|[a-z0-9]+(?:[-_][a-z0-9]+){2,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\W\d_]*(?:(?:ảnh|anh|hình|hinh|photo|image|diapo|slide|légende)[\W_]*\d+[\W\d_]*)?", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:(?:tin|bài|clip|video|chùm ảnh|thực hiện|nội dung|đồ họa|thiết kế|texte?s?|article"
    r"|propos recueillis)"
    r"(?:\s*(?:,|và|et|&|/|-)\s*(?:ảnh|hình|clip|video|đồ họa|bài|photos?|vidéos?))*\s*(?::|\bpar\b)"
    r"|(?:từ khóa|tags?|chủ đề|mots[- ]clés?|thèmes?|catégories?|chuyên mục)\s*:"
    r"|(?:source|nguồn)\s*:\s*(?:https?|www)"
    r"|(?:theo|nguồn tin|tác giả|biên tập|phóng viên|auteur|rédaction|rédigé par|publié|écrit par)\s*:)",
    re.IGNORECASE,
)
_ADVERTISEMENT = frozenset(
    [
        "quang cao",
        "publicite",
        "advertisement",
        "ads",
        "sponsored",
        "tai tro",
        "annonce",
        "advertising",
        "pub",
    ]
)


def is_box(tag: str, names: str) -> bool:
    """Whether an element is around the article: navigation, teasers, comments, advertisements, share buttons.

    Args:
        tag: its tag.
        names: its class, id, role and type, joined by spaces.
    """
    if tag in _ELEMENTS:
        return True
    if not names:
        return False
    for name in names.split():
        if name.lower() in _BOX_NAMES:
            return True
        if _ABOUT_THE_REST.match(name):
            continue
        words = [word.lower() for word in _WORD.findall(name)]
        if not _BOX_WORDS.isdisjoint(words) or name.lower() in _BOX_WORDS:
            return True
        if not _BOX_PAIRS.isdisjoint(pairwise(words)):
            return True
    return False


def is_noise(text: str) -> bool:
    """Whether a text is a placeholder, a file name, a counter, a byline or an advertisement's label."""
    if len(text) > 400:
        return False
    if _NUMBER.fullmatch(text) or _FILE_NAME.fullmatch(text) or _BYLINE.match(text):
        return True
    folded = fold(text)
    return not folded or folded in _ADVERTISEMENT or _PLACEHOLDER.fullmatch(folded) is not None
