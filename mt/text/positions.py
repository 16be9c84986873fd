"""Who stands where: left, right and centre in captions, and where one counts from.

`(trái)` and `bìa trái` are `à gauche`, `từ trái sang` is `de gauche à droite` or `à partir de la gauche`.
`trái` is also a fruit, a bond and against the law; only the phrases of captions are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.text.fact import Fact

_VIETNAMESE = re.compile(
    r"""(?: (?P<order> [Tt]ừ[ ](?:bên[ ])? )
          | (?: [Bb]ên | [Bb]ìa | [Pp]hía | [Nn]goài[ ]cùng[ ]bên ) [ ] (?:tay[ ])?
          | (?: [Tt]ay | [Cc]hân | [Mm]ắt | [Cc]ánh | [Vv]ai | [Rr]ẽ ) [ ]
          | \( (?: [^()]*,[ ]? )? (?: ngoài[ ]cùng[ ] | ảnh[ ] )?
          | [Ss]ang[ ]
          | ,[ ] (?= \w+, ) )
        (?P<side> trái | phải ) (?!\w) (?(order) (?: [ ](?:sang|qua)[ ](?:trái|phải) )? )
        (?! [ ](?: cây | phép | phiếu | tim | đất | chiều | luật ) )
      | \( (?: [^()]*,[ ]? )? (?: đứng[ ] | ngồi[ ] | ở[ ] )? (?P<centre>giữa) (?: ,[ ][^()]* )? \)""",
    re.VERBOSE,
)
_FRENCH = re.compile(
    r"""(?P<order> (?: [Dd]e | [Dd]e[ ]la | [Dd]epuis[ ]la
            | [Ee]n[ ]partant[ ]de[ ]la | [Àà][ ]partir[ ]de[ ]la ) [ ] )
        (?P<from> gauche | droite ) (?: [ ](?:à|vers[ ]la)[ ](?:gauche|droite) )? (?!\w)
      | (?<!\w) (?: [Àà][ ](?:l'extrême[ ]|la[ ]|sa[ ])? | [Vv]ers[ ]la[ ] | [Tt]out[ ]à[ ]
          | (?:[Cc]ôté | [Mm]ain | [Bb]ras | [Pp]ied | [Jj]ambe | [Œœ]il)[ ] )
        (?P<side> gauche | droite? ) (?!\w)
      | (?<!\w) [Aa]u[ ] (?P<centre> centre | milieu ) (?= [ ]*[,)] )""",
    re.VERBOSE,
)


def positions(text: str, language: str) -> Iterator[Fact]:
    """Positions with the readings `left`, `right`, `centre`; an order from the left is also `from-left`."""
    for match in (_VIETNAMESE if language == "vi" else _FRENCH).finditer(text):
        side = match["side"] or match.groupdict().get("from")
        place = "centre" if not side else "left" if side in ("trái", "gauche") else "right"
        readings = {place, f"from-{place}"} if match["order"] else {place}
        written = match[0].lstrip("(, ")
        yield Fact("position", written, match.end() - len(written), frozenset(readings))
