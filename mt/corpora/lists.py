"""Lists of captions made from bundled pairs, whose alignment is known because we made them.

Everything that happens to captions on their way to a page happens here on purpose: another order, some left
out on either side, two put into one, near-duplicates that differ in one name or number, very short ones,
lines that are no captions, text that lost its diacritics.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mt.caption import Pair
from mt.text.unicode import fold, strip_diacritics

Positions = tuple[int, ...]
_SHORT = 8  # words
_NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?![\w.,/])")
_NAME = re.compile(r"[A-ZÀ-ỸĐ][^\W\d_]+(?: [A-ZÀ-ỸĐ][^\W\d_]+){1,3}")
_NOISE_VI = (
    "Chia sẻ",
    "Bình luận",
    "Tin liên quan",
    "Đọc thêm",
    "Xem tất cả ảnh",
    "Quảng cáo",
    "Thứ Sáu, 20/11/2026",
    "Ảnh: TTXVN",
    "Theo dõi chúng tôi",
    "Trang chủ",
)
_NOISE_FR = (
    "Partager",
    "Commentaires",
    "Sur le même sujet",
    "Lire aussi",
    "Voir toutes les photos",
    "Publicité",
    "Vendredi 20 novembre 2026",
    "Photo : VNA",
    "Suivez-nous",
    "Accueil",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make a list; shares are of the pairs taken.

    Attributes:
        pairs: how many to take.
        shuffled: each side in an order of its own; else both in the same.
        dropped: share left out on the Vietnamese side, and as many others on the French side.
        merged: share of which two captions become one, on either side in turn.
        doubled: share that get a near-duplicate, which differs in one number or name on both sides.
        short: only captions of at most eight Vietnamese words.
        noise: share of lines added that are no captions, on each side.
        stripped: share whose Vietnamese lost its diacritics; the French of half of them its accents.
    """

    pairs: int
    shuffled: bool = True
    dropped: float = 0.0
    merged: float = 0.0
    doubled: float = 0.0
    short: bool = False
    noise: float = 0.0
    stripped: float = 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """Two lists, and the links between them as 0-based positions; a caption left alone has an empty side."""

    vi: tuple[str, ...]
    fr: tuple[str, ...]
    gold: tuple[tuple[Positions, Positions], ...]


def make(pairs: Sequence[Pair], recipe: Recipe, seed: int) -> Case:
    """Make one case. The same pairs, recipe and seed give the same case."""
    chance = random.Random(seed)
    fitting = [pair for pair in pairs if not recipe.short or len(pair.vi.split()) <= _SHORT]
    links = [[[pair.vi], [pair.fr]] for pair in chance.sample(fitting, min(recipe.pairs, len(fitting)))]
    links = _merge(_double(links, recipe.doubled, chance), recipe.merged)
    _drop(links, recipe.dropped, chance)
    for k in _some(range(len(links)), recipe.stripped, chance):
        links[k][0] = [strip_diacritics(text) for text in links[k][0]]
        if chance.random() < 0.5:
            links[k][1] = [strip_diacritics(text) for text in links[k][1]]
    count = round(recipe.noise * len(links))
    links += [[[line], []] for line in chance.choices(_NOISE_VI, k=count)]
    links += [[[], [line]] for line in chance.choices(_NOISE_FR, k=count)]
    if not recipe.shuffled:
        chance.shuffle(links)
    sides = [
        _laid_out([link[side] for link in links], chance if recipe.shuffled else None) for side in (0, 1)
    ]
    links_made = zip(sides[0][1], sides[1][1], strict=True)
    gold = [part for link in links_made for part in _alone_one_by_one(*link)]
    return Case(tuple(sides[0][0]), tuple(sides[1][0]), tuple(sorted(gold, key=_in_order)))


def _alone_one_by_one(vi: Positions, fr: Positions) -> list[tuple[Positions, Positions]]:
    """A link; where one side of it was left out, one link for each caption of the other."""
    if vi and fr:
        return [(vi, fr)]
    return [((k,), ()) for k in vi] + [((), (k,)) for k in fr]


def _in_order(link: tuple[Positions, Positions]) -> tuple[bool, Positions, Positions]:
    return (not link[0], *link)


def _laid_out(
    groups: Sequence[Sequence[str]], chance: random.Random | None
) -> tuple[list[str], list[Positions]]:
    """The lines of one side, and where the lines of each link are."""
    order = list(range(len(groups)))
    if chance:
        chance.shuffle(order)
    lines: list[str] = []
    places: list[Positions] = [()] * len(groups)
    for k in order:
        places[k] = tuple(range(len(lines), len(lines) + len(groups[k])))
        lines += groups[k]
    return lines, places


def _double(links: list[list[list[str]]], share: float, chance: random.Random) -> list[list[list[str]]]:
    """Add near-duplicates: the same number, or the same name, changed to another on both sides."""
    names = [match[0] for link in links for match in _NAME.finditer(link[0][0])]
    wanted = round(share * len(links))
    made: list[list[list[str]]] = []
    for link in chance.sample(links, len(links)):
        if len(made) == wanted:
            break
        vi, fr = link[0][0], link[1][0]
        changed = _other_number(vi, fr, chance) or _other_name(vi, fr, names, chance)
        if changed:
            made.append([[changed[0]], [changed[1]]])
    return links + made


def _other_number(vi: str, fr: str, chance: random.Random) -> tuple[str, str] | None:
    both = set(_NUMBER.findall(vi)) & set(_NUMBER.findall(fr))
    for old in sorted(both):
        if len(re.findall(rf"(?<!\d){old}(?!\d)", vi)) == len(re.findall(rf"(?<!\d){old}(?!\d)", fr)) == 1:
            new = str(chance.choice([n for n in range(2, 60) if str(n) != old]))
            return _swap(vi, old, new), _swap(fr, old, new)
    return None


def _other_name(vi: str, fr: str, names: Sequence[str], chance: random.Random) -> tuple[str, str] | None:
    """Another person in both captions, where the French one spells the name in bare letters."""
    for match in _NAME.finditer(vi):
        old = match[0]
        bare = strip_diacritics(old)
        if vi.count(old) == fr.count(bare) == 1 and vi.index(old) > 0:
            new = chance.choice([name for name in names if fold(name) != fold(old)])
            return vi.replace(old, new), fr.replace(bare, strip_diacritics(new))
    return None


def _swap(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\d){old}(?!\d)", new, text)


def _merge(links: list[list[list[str]]], share: float) -> list[list[list[str]]]:
    """Two links become one in which one side, in turn, has both texts in one line."""
    count = round(share * len(links) / 2)
    merged = []
    for k in range(count):
        first, second = links[2 * k], links[2 * k + 1]
        side = k % 2
        link = [first[0] + second[0], first[1] + second[1]]
        link[side] = [" ".join(link[side])]
        merged.append(link)
    return merged + links[2 * count :]


def _drop(links: list[list[list[str]]], share: float, chance: random.Random) -> None:
    """Empty one side of some links, the other side of as many others."""
    count = round(share * len(links))
    chosen = chance.sample(range(len(links)), min(2 * count, len(links)))
    for k, link in enumerate(chosen):
        links[link][k < count] = []


def _some(items: Sequence[int], share: float, chance: random.Random) -> list[int]:
    return chance.sample(items, round(share * len(items)))
