"""The parts of a text dump: menu, article, album, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mt.pages.lines import Line

_TEASERS = re.compile(  # folded
    r"(?:(?:cac|nhung) )?(?:tin|bai|tin bai)(?: tuc| viet| bai)? (?:lien quan|cung chuyen muc|cung chu de"
    r"|moi(?: nhat)?|khac|doc nhieu|noi bat|cu hon)(?: khac)?|(?:doc|xem) (?:them|nhieu|tiep)(?: .{0,25})?"
    r"|co the ban quan tam|cung (?:chuyen muc|su kien|tac gia)|quan tam nhat|moi nhat"
    r"|(?:nouvelles|articles?|actualites?|infos?|sujets?) "
    r"(?:connexes?|similaires?|lies?|associes?|recente?s?)"
    r"|related (?:news|articles?)|read more|most read"
    r"|(?:les |articles? )?plus lus?|voir (?:plus|aussi)|(?:a )?lire (?:aussi|egalement|la suite)"
    r"|(?:sur|dans) (?:le|la) meme (?:sujet|categorie|rubrique|theme)|meme sujet|du meme auteur|les autres"
    r"|autres? (?:articles?|actualites?|nouvelles|infos?|informations|diaporamas?|albums?)"
    r"|dernieres? (?:nouvelles|actualites|infos)"
    r"|(?:binh luan|commentaires?|comments?|y kien(?: cua ban| ban doc)?|phan hoi|reactions?)(?: \d+)?"
)
_ALBUM = re.compile(  # folded
    r"(?:(?:tin|phong su|chum|bo|thu vien|album|goc) )?(?:anh|hinh anh)(?: hoat dong| su kien| dep)?"
    r"|(?:nhin lai )?qua anh|en (?:images|photos)"
    r"|(?:l |les |la |nos )?(?:album|image|boite a image|galerie|phototheque|diaporama|portfolio|reportage)s?"
    r"(?: photos?| d images| en images)?"
)
_PARAGRAPHS_THAT_END_TEASERS = 2


def mark(lines: Sequence[Line]) -> None:
    """Say of every line in which part of the page it stands."""
    below = album = article = False
    stop: bool | None = None
    paragraphs = 0
    for line in lines:
        heading = 0 < len(line.text) < 60
        line.in_album = False
        if heading and article and _TEASERS.fullmatch(line.key):
            below, album = True, False
        elif heading and _ALBUM.fullmatch(line.key):
            album, stop = True, None
        elif album and not line.is_slot:
            ended = line.text.endswith(".")
            stop = ended if stop is None else stop
            album = line.is_credited or (line.is_sentence and not line.text.isupper() and ended == stop)
            line.in_album = album
        paragraphs = paragraphs + 1 if line.is_paragraph else 0
        if paragraphs == _PARAGRAPHS_THAT_END_TEASERS:
            below = False
        line.is_teaser, line.in_article = below, article
        article = article or line.is_paragraph
