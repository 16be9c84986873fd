"""The words that announce a credit, in every form seen: `Ảnh:`, `ẢNH minh hoạ:`, `Photo d’archives :`, ….

Each form belongs to one label: what it says, however it is written. How a house writes a label is in its
style (`mt.text.house_style`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from mt.text.unicode import strip_diacritics

Kind = Literal["agency", "photographer", "archive", "illustration", "screenshot", "supplied", "source"]

# Vietnamese writes hoạ and họa; clerks write hoa. White space in a form is one space.
_FORMS = {
    "vi": {
        "screenshot": r"(?:hình )?(?:ảnh )?(?:chụp )(?:lại )?(?:từ |qua )?màn hình|ảnh màn hình",
        "video-still": r"(?:hình )?(?:ảnh )?(?:cắt|chụp|trích|trích xuất|lấy)(?: lại| ra)?(?: từ)? "
        r"(?:video clip|video|clip|phim)",
        "surveillance": r"(?:hình )?(?:ảnh )?(?:cắt|chụp|trích|trích xuất|lấy)(?: từ)? camera(?: an ninh)?",
        "drone": r"(?:hình )?(?:ảnh )?(?:cắt|chụp)(?: từ| bằng)? (?:flycam|drone)",
        "copy": r"ảnh chụp lại",
        "illustration": r"(?:(?:hình )?ảnh |hình |nguồn ảnh )?minh? h(?:oạ|ọa|oa)"
        r"|ảnh \(minh h(?:oạ|ọa|oa)\)",
        "archive": r"(?:(?:hình )?ảnh )?tư li[ệê]u|ảnh \(tư liệu\)",
        "satellite": r"(?:hình )?ảnh (?:chụp từ |chụp )?vệ tinh",
        "photo-source": r"nguồn (?:hình )?ảnh|ảnh nguồn|bản quyền(?: hình)?(?: ảnh)?",
        "graphic": r"(?:ảnh )?(?:đồ h(?:oạ|ọa|oa)|infographics?)",
        "rendering": r"(?:ảnh )?phối cảnh",
        "text-photo": r"(?:bài|tin|bài viết|thông tin)(?: và |, |/)(?:hình )?ảnh",
        "photo-video": r"(?:ảnh|clip|video)(?: và |, |/| & )(?:ảnh|clip|video)",
        "source": r"nguồn",
        "after": r"theo",
        "author": r"tác giả(?: ảnh)?",
        "data": r"dữ liệu",
        "video": r"video(?: clip)?|clip",
        "drawing": r"tranh|biếm h(?:oạ|ọa|oa)",
        "photo": r"hình ảnh|ảnh|hình|photos?",
    },
    "fr": {
        "screenshot": r"captures? d['’]écran",
        "video-still": r"(?:image|photo|capture)s? (?:tirée|extraite|issue)s? (?:d['’]une|de la) vidéo",
        "surveillance": r"images? de (?:la )?vidéosurveillance",
        "drone": r"images? de drone",
        "copy": r"reproduction",
        "illustration": r"(?:photo|image)s? d['’]illustration|illustration",
        "archive": r"(?:photo|image)s? d['’]archives?",
        "satellite": r"(?:image|photo)s? satellites?",
        "photo-source": r"crédits?(?: (?:photo|image)s?)?|photo crédit",
        "graphic": r"infographie|graphique",
        "rendering": r"image de synthèse",
        "text-photo": r"textes? et photos?",
        "photo-video": r"photos? et vidéos?",
        "source": r"sources?",
        "after": r"d['’]après",
        "author": r"auteur",
        "data": r"données",
        "video": r"vidéo",
        "drawing": r"dessin",
        "photo": r"photos?|photographies?|image",
    },
}
# These say all by themselves; the others want somebody's name.
COMPLETE = frozenset(
    {"screenshot", "video-still", "copy", "illustration", "archive", "satellite", "rendering"}
)
_KINDS: dict[str, Kind] = {
    "screenshot": "screenshot",
    "video-still": "screenshot",
    "surveillance": "screenshot",
    "copy": "screenshot",
    "illustration": "illustration",
    "graphic": "illustration",
    "rendering": "illustration",
    "drawing": "illustration",
    "archive": "archive",
    "source": "source",
    "after": "source",
    "photo-source": "source",
    "data": "source",
}


def any_label(language: str, *, bare: bool) -> str:
    """A regular expression (ignoring case) for any label; `bare` for a text that lost its diacritics."""
    pattern = "|".join(_FORMS[language].values())
    return _bare(pattern) if bare else pattern


@cache
def which(label: str, language: str) -> str:
    """What a label says, e.g. `archive` for `Ảnh tư liệu`; empty for `©` and for no label at all."""
    for name, form in _FORMS[language].items():
        if re.fullmatch(form, label, re.IGNORECASE) or re.fullmatch(_bare(form), label, re.IGNORECASE):
            return name
    return ""


def kind_of(label: str) -> Kind | None:
    """What a label says of the photo; None where that is for the holder to say."""
    return _KINDS.get(label)


def _bare(pattern: str) -> str:
    return strip_diacritics(pattern)
