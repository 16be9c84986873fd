"""Count what becomes of capitalised words, on the bundled training pairs and the glossary.

python scripts/fit_names.py    writes mt/text/data/names.tsv and common-french.txt
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mt.corpora import Pair, Term, load
from mt.text.credit import find
from mt.text.french import folded
from mt.text.names import Language, Lexicon, word_key
from mt.text.words import LONGEST_PHRASE, Side, Word, stem

Sides = Sequence[tuple[Side, Side]]

LEAST_TOGETHER = 2  # captions in which a phrase and a stem stand together
LEAST_SHARE = 0.3  # of the captions with the phrase that have the stem
LEAST_DICE = 0.1  # overlap of the captions with the phrase and those with the stem
LEAST_COMMON = 2  # captions in which a French word stands without a capital
RARE = 2  # a word seen no more often stands for the words never seen
OTHER_FORM = re.compile(r"(?:adj|abrév|f)\. (\w+)")  # in the notes of the glossary
WORD = re.compile(r"[^\W\d_]+")
TRANSLATED = ("countries", "places", "international")  # categories of the glossary


def fit(pairs: Iterable[Pair], terms: Iterable[Term]) -> Lexicon:
    """The lexicon of these pairs: phrases first, then the rates of what no phrase explains."""
    sides = [(Side(without_credit(pair.vi, "vi")), Side(without_credit(pair.fr, "fr"))) for pair in pairs]
    translations = fit_phrases(sides)
    for term in terms:
        if term.category in TRANSLATED and len(term.vi.split()) <= LONGEST_PHRASE:
            french = " ".join((term.fr, *OTHER_FORM.findall(term.note)))
            translations[term.vi] |= new_stems(Side(term.vi), Side(french))
    kept = {phrase: frozenset(stems) for phrase, stems in translations.items() if stems}
    lost, shapes = fit_rates(sides, Lexicon({}, {}, kept, folded()))
    return Lexicon(lost, shapes, kept, folded())


def common_french(pairs: Iterable[Pair]) -> list[str]:
    """The French words that stand without a capital in several captions, as written, sorted."""
    counts = Counter(
        word
        for pair in pairs
        for word in set(WORD.findall(without_credit(pair.fr, "fr")))
        if word[0].islower()
    )
    return sorted(word for word, count in counts.items() if count >= LEAST_COMMON and len(word) > 1)


def without_credit(text: str, language: str) -> str:
    """The caption alone: names in credits follow other rules."""
    credit = find(text, language)
    return credit.caption if credit else text


def new_stems(vi: Side, fr: Side) -> set[str]:
    """The stems of the French words that are not Vietnamese ones."""
    return {stem(word.key) for word in fr.words if len(word.key) > 2 and not vi.has(word.key)}


def fit_phrases(sides: Sides) -> defaultdict[str, set[str]]:
    """Which stems stand in French where a phrase stands in Vietnamese that French does not repeat."""
    with_phrase: Counter[str] = Counter()
    with_stem: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for vi, fr in sides:
        stems = new_stems(vi, fr)
        repeated = {i for i in vi.shared(fr) if vi.words[i].is_capitalised}
        found = {phrase for phrase, places in vi.phrases() if repeated.isdisjoint(places)}
        with_phrase.update(found)
        with_stem.update(stems)
        together.update((phrase, one) for phrase in found for one in stems)
    kept: defaultdict[str, set[str]] = defaultdict(set)
    for (phrase, one), times in sorted(together.items(), key=lambda item: (item[0][0].count(" "), item[0])):
        dice = 2 * times / (with_phrase[phrase] + with_stem[one])
        is_known = any(one in kept[part] for part in parts(phrase) if part in kept)
        enough = times >= LEAST_TOGETHER and times >= LEAST_SHARE * with_phrase[phrase]
        if enough and dice >= LEAST_DICE and not is_known:
            kept[phrase].add(one)
    return kept


def parts(phrase: str) -> Iterator[str]:
    """The phrases inside a phrase, itself too."""
    words = phrase.split(" ")
    for i in range(len(words)):
        for j in range(i + 1, len(words) + 1):
            yield " ".join(words[i:j])


def fit_rates(
    sides: Sides, known: Lexicon
) -> tuple[Mapping[tuple[str, str], tuple[int, int]], Mapping[tuple[str, str], float]]:
    """How often each capitalised word, and each shape of rare words, is missing on the other side."""
    seen: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    shapes: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for vi, fr in sides:
        for language, word, is_missing in sightings(vi, fr, known):
            key = language, word_key(word, language)
            seen[key] += 1
            missed[key] += is_missing
            shapes[language, known.shape(word, language)].add(key)
    rates = {}
    for place, members in shapes.items():
        rare = [key for key in members if seen[key] <= RARE]
        rates[place] = (1 + sum(missed[key] for key in rare)) / (2 + sum(seen[key] for key in rare))
    return {key: (seen[key], missed[key]) for key in seen if missed[key] or seen[key] > RARE}, rates


def sightings(vi: Side, fr: Side, known: Lexicon) -> Iterator[tuple[Language, Word, bool]]:
    """Every capitalised word of a pair, with its language and whether the other side lacks it."""
    explained = known.explained(vi, fr)
    sides: tuple[tuple[Language, Side, Side], ...] = (("vi", vi, fr), ("fr", fr, vi))
    for (language, side, other), places in zip(sides, explained, strict=True):
        for i, word in enumerate(side.words):
            if word.is_capitalised:
                yield language, word, not (i in places or other.has_like(word.key))


def as_lines(known: Lexicon) -> Iterator[str]:
    """The lines of `names.tsv`, sorted."""
    for (language, kind), rate in sorted(known.shapes.items()):
        yield f"shape\t{language}\t{kind}\t{rate:.4f}"
    for (language, word), (seen, missed) in sorted(known.lost.items()):
        yield f"lost\t{language}\t{word}\t{seen}\t{missed}"
    for phrase, stems in sorted(known.phrases.items()):
        yield f"phrase\tvi\t{phrase}\t{' '.join(sorted(stems))}"


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    folder = ROOT / "mt" / "text" / "data"
    train = load("captions", split="train")
    write(folder / "common-french.txt", common_french(train))
    lexicon = fit(train, load("glossary"))
    write(folder / "names.tsv", as_lines(lexicon))
    print(
        f"{len(lexicon.lost)} words, {len(lexicon.phrases)} phrases, {len(lexicon.common)} common words",
        file=sys.stderr,
    )
