"""Plant errors in good caption pairs and count which of them `mt.checks` finds.

python benchmarks/planted_errors.py                the dev split
python benchmarks/planted_errors.py --split test

An error counts as found where the spoilt pair has a finding of the kind that fits, which the pair had not
before. It stands on a side drawn by chance; the same pairs always get the same errors.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mt.caption import LANGUAGES, Pair
from mt.checks import check, check_pair
from mt.corpora import load
from mt.text.credit import Credit, find
from mt.text.unicode import fold

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DATE = {
    "vi": re.compile(r"(?<=ngày )(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])"),
    "fr": re.compile(rf"\b(?P<day>1er|\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})\b"),
}
SIDE = {
    "vi": re.compile(r"(?:(?<=\()|(?<=từ )|(?<=sang )|(?<=bên )|(?<=bìa ))(?:trái|phải)\b"),
    "fr": re.compile(r"(?<=à )(?:gauche|droite)|(?<=la )(?:gauche|droite)|(?<=de )(?:gauche|droite)(?= à)"),
}
SCORE = {language: re.compile(r"(?<![\w/.,-])(\d{1,2})-(\d{1,2})(?![\w/%-])") for language in LANGUAGES}
WEEKDAYS = {
    "vi": ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
}
PARTS = {"vi": ["sáng", "tối"], "fr": ["matin", "soir"]}
COUNTS = {
    "vi": ["hai", "ba", "bốn", "sáu", "bảy", "tám", "chín"],
    "fr": ["deux", "trois", "quatre", "six", "sept", "huit"],
}
OTHER_SIDE = {"trái": "phải", "phải": "trái", "gauche": "droite", "droite": "gauche"}
NAME = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*[a-zà-ÿ](?:[ -][^\W\d_a-zà-ÿ][^\W\d_]*[a-zà-ÿ])*")
FOUND_AS = {
    "digit changed": {"number", "date", "time", "score", "amount"},
    "date shifted": {"date"},
    "name swapped": {"name"},
    "credit altered": {"credit"},
    "sides swapped": {"language"},
    "left/right swapped": {"position"},
    "sentence dropped": {"length"},
    "score turned": {"score"},
    "weekday changed": {"date", "number"},
    "part of day changed": {"time"},
    "count in words": {"number"},
}


@dataclass(frozen=True)
class Stock:
    """What is taken from other pairs to spoil a pair with.

    Attributes:
        names: persons and places, in Vietnamese and in French.
        credits: by language.
        sentences: whole captions that end in a full stop, without their credits.
    """

    names: Sequence[tuple[str, str]]
    credits: dict[str, list[Credit]]
    sentences: Sequence[Pair]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Stock:
        bare = [without_credits(pair) for pair in pairs]
        return cls(
            sorted({name for pair in bare for name in shared_names(pair)}),
            {la: [credit for pair in pairs if (credit := find(pair.side(la), la))] for la in LANGUAGES},
            [pair for pair in bare if pair.vi.endswith(".") and pair.fr.endswith(".")],
        )


Plant = Callable[[Pair, Stock, random.Random], "tuple[Pair, Pair] | None"]


def without_credits(pair: Pair) -> Pair:
    vi, fr = find(pair.vi, "vi"), find(pair.fr, "fr")
    return replace(pair, vi=vi.caption if vi else pair.vi, fr=fr.caption if fr else pair.fr)


def shared_names(pair: Pair) -> list[tuple[str, str]]:
    """Runs of capitalised words that are the same on both sides, marks aside; not the first word."""
    vi_names = {fold(match[0]).replace(" ", ""): match[0] for match in NAME.finditer(pair.vi)}
    found = []
    for match in NAME.finditer(pair.fr):
        vi = vi_names.get(fold(match[0]).replace(" ", ""))
        if vi and match.start() and len(vi) > 3:
            found.append((vi, match[0]))
    return found


def changed(pair: Pair, language: str, text: str) -> Pair:
    return replace(pair, vi=text) if language == "vi" else replace(pair, fr=text)


def digit(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    language = draw.choice(LANGUAGES)
    text = pair.side(language)
    end = len(without_credits(pair).side(language))
    places = [match.start() for match in re.finditer(r"\d", text[:end])]
    if not places:
        return None
    place = draw.choice(places)
    other = draw.choice([figure for figure in "123456789" if figure != text[place]])
    return pair, changed(pair, language, text[:place] + other + text[place + 1 :])


def date(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    language = draw.choice(LANGUAGES)
    text = pair.side(language)
    match = DATE[language].search(text)
    if not match:
        return None
    day, month = int(match["day"].removesuffix("er")), match["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1
    if draw.random() < 0.5:
        day = (day + draw.randrange(1, 10) - 1) % 28 + 1
    else:
        number = (number + draw.randrange(1, 12) - 1) % 12 + 1
    shown = f"{day}/{number}" if language == "vi" else f"{'1er' if day == 1 else day} {MONTHS[number - 1]}"
    if shown == match[0]:
        return None
    return pair, changed(pair, language, text[: match.start()] + shown + text[match.end() :])


def name(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    names = shared_names(without_credits(pair))
    if not names:
        return None
    side = draw.randrange(2)
    old = draw.choice(names)
    texts = fold(f"{pair.vi} {pair.fr}").split()
    others = [
        new
        for new in stock.names
        if len(new[0].split()) == len(old[0].split()) and not set(fold(" ".join(new)).split()) & set(texts)
    ]
    if not others:
        return None
    language = LANGUAGES[side]
    return pair, changed(pair, language, pair.side(language).replace(old[side], draw.choice(others)[side]))


def credit(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    language = draw.choice(LANGUAGES)
    old = find(pair.side(language), language)
    if not old or not old.holder or not all(find(pair.side(la), la) for la in LANGUAGES):
        return None
    if draw.random() < 0.2:
        return pair, changed(pair, language, old.caption)
    words = set(fold(f"{pair.vi} {pair.fr}").split())
    others = [
        new for new in stock.credits[language] if new.holder and not words & set(fold(new.holder).split())
    ]
    text = pair.side(language)
    start = text.rindex(old.holder)
    holder = draw.choice(others).holder
    return pair, changed(pair, language, text[:start] + holder + text[start + len(old.holder) :])


def sides(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    return pair, replace(pair, vi=pair.fr, fr=pair.vi)


def left_and_right(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    language = draw.choice(LANGUAGES)
    if not all(SIDE[la].search(pair.side(la)) for la in LANGUAGES):
        return None
    return pair, changed(pair, language, SIDE[language].sub(lambda m: OTHER_SIDE[m[0]], pair.side(language)))


def sentence(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    """Few captions have two sentences, so that another caption is put before this one, and dropped again."""
    before = draw.choice(stock.sentences)
    if before.id == pair.id:
        return None
    language = draw.choice(LANGUAGES)
    whole = replace(pair, vi=f"{before.vi} {pair.vi}", fr=f"{before.fr} {pair.fr}")
    return whole, changed(whole, language, pair.side(language))


def score(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
    """The figures of a score exchanged; only where they are in the same order on both sides."""
    language = draw.choice(LANGUAGES)
    here, there = (SCORE[la].findall(pair.side(la)) for la in LANGUAGES)
    if len(here) != 1 or here != there:
        return None
    return pair, changed(pair, language, SCORE[language].sub(r"\2-\1", pair.side(language)))


def of_words(words: dict[str, list[str]]) -> Plant:
    """A planter that puts another of these words in the place of the only one on a side."""

    def planted(pair: Pair, stock: Stock, draw: random.Random) -> tuple[Pair, Pair] | None:
        language = draw.choice(LANGUAGES)
        found = {
            la: list(
                re.finditer(rf"(?<![\w-])(?:{'|'.join(words[la])})(?![\w-])", pair.side(la), re.IGNORECASE)
            )
            for la in LANGUAGES
        }
        if any(len(matches) != 1 for matches in found.values()):
            return None
        match, text = found[language][0], pair.side(language)
        new = draw.choice([word for word in words[language] if word.lower() != match[0].lower()])
        new = new if match[0][0].islower() else new[0].upper() + new[1:]
        return pair, changed(pair, language, text[: match.start()] + new + text[match.end() :])

    return planted


PLANTS: dict[str, Plant] = dict(
    zip(
        FOUND_AS,
        (
            *(digit, date, name, credit, sides, left_and_right, sentence, score),
            *map(of_words, (WEEKDAYS, PARTS, COUNTS)),
        ),
        strict=True,
    )
)


def plant(kind: str, pair: Pair, stock: Stock) -> tuple[Pair, Pair] | None:
    """A pair before and after an error of this kind is planted in it; None where there is no place for it."""
    planted = PLANTS[kind](pair, stock, random.Random(f"{kind} {pair.id}"))
    return planted if planted and planted[0] != planted[1] else None


def is_found(kind: str, before: Pair, after: Pair) -> bool:
    """Whether the check of the spoilt pair has a finding that fits and that the good pair had not."""
    old = {(f.kind, f.message, str(f.vi), str(f.fr)) for f in check_pair(before)}
    new = {(f.kind, f.message, str(f.vi), str(f.fr)) for f in check_pair(after)}
    return any(found[0] in FOUND_AS[kind] for found in new - old)


def read_pairs(path: Path) -> list[Pair]:
    """Two columns, Vietnamese and French, tabs between, no header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Pair(f"{path.name}:{n}", *line.split("\t")[:2]) for n, line in enumerate(lines, 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="only the first N pairs")
    parser.add_argument("--tsv", type=Path, metavar="FILE", help="pairs of one's own instead")
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    args = parser.parse_args()
    pairs = (read_pairs(args.tsv) if args.tsv else load("captions", split=args.split))[: args.limit]
    flagged = {finding.id for finding in check(pairs)}
    print(
        f"{len(pairs)} pairs as they are: {len(flagged)} with a finding ({len(flagged) / len(pairs):.1%})\n"
    )
    print(f"{'error':<20}{'planted':>9}{'found':>9}{'':>9}")
    stock = Stock.of(pairs)
    for kind in FOUND_AS:
        planted = [two for pair in pairs if (two := plant(kind, pair, stock))]
        missed = [after for before, after in planted if not is_found(kind, before, after)]
        found = len(planted) - len(missed)
        print(f"{kind:<20}{len(planted):>9}{found:>9}{found / max(1, len(planted)):>9.1%}", flush=True)
        if args.missed:
            print("".join(f"  {pair.id}\n    {pair.vi}\n    {pair.fr}\n" for pair in missed), end="")


if __name__ == "__main__":
    main()
