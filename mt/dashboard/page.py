"""The page: sections of figures, each with a sentence that says how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mt import __version__
from mt.corpora.splits import HELD_OUT, SPLITS
from mt.dashboard.findings import findings, percent
from mt.dashboard.survey import LEAST_ALIKE, RUNS, Survey
from mt.webpage import (
    Bar,
    Curve,
    Figure,
    Histogram,
    Html,
    Section,
    bars,
    curves,
    element,
    figures,
    histogram,
    page,
    table,
)
from mt.webpage.skeleton import disclosure, paragraph

LANGUAGE = {"vi": "Vietnamese", "fr": "French"}
_LENGTHS = range(0, 62, 2)
_ALIKE = [round(LEAST_ALIKE + step / 40, 3) for step in range(13)]
_NEAR = 0.5
_CUTS = (0.05, 0.25, 0.5, 0.75, 0.95)


def render(survey: Survey) -> Iterator[str]:
    """The pieces of the page, to be written in UTF-8."""
    return page(
        title="Vietnamese–French captions",
        kicker="vifr corpora",
        lead=element(
            "p",
            f"{survey.captions:,} pairs of press-photo captions, headlines, leads and sentences, and a "
            f"glossary of {survey.terms:,} terms. A language model wrote all of it by editorial rules; no "
            "native speaker has reviewed it.",
        ),
        sections=[
            Section("size", "Size", _size(survey)),
            Section("content", "Content", _content(survey)),
            Section("length", "Length", _length(survey)),
            Section("vocabulary", "Vocabulary", _vocabulary(survey)),
            Section("overlap", "Overlap", _overlap(survey)),
            Section("glossary", "Glossary", _glossary(survey)),
            Section("findings", "Findings", findings(survey)),
        ],
        footer=[
            element(
                "p",
                f"Counted by vifr {__version__} on {survey.date:%Y-%m-%d}: ",
                element("code", "python -m mt.corpora report"),
                ". Captions and glossary: CC0 1.0. This page needs no network and holds everything it shows.",
            )
        ],
    )


def _size(survey: Survey) -> Iterator[Html]:
    running = {language: sum(sum(survey.words[split, language]) for split in SPLITS) for language in LANGUAGE}
    yield figures(
        [
            Figure("Pairs", f"{survey.captions:,}", "train, dev and test"),
            Figure("Vietnamese", f"{running['vi']:,}", "syllables"),
            Figure("French", f"{running['fr']:,}", "words"),
            Figure("Terms", f"{survey.terms:,}", f"in {len(survey.coverage)} categories"),
            Figure("Faults", f"{len(survey.faults):,}", "against the datasheet"),
        ]
    )
    rows = []
    for split in SPLITS:
        pairs, credited = len(survey.pairs[split]), survey.credited[split]
        rows.append(
            [
                split,
                f"{pairs:,}",
                *(f"{sum(survey.words[split, language]):,}" for language in LANGUAGE),
                percent(credited / max(pairs, 1)),
                percent(survey.with_term[split] / max(pairs, 1)),
            ]
        )
    yield table(
        "The splits",
        ["split", "pairs", "syllables (vi)", "words (fr)", "with a credit", "with a term"],
        rows,
        numeric=range(1, 6),
    )
    yield paragraph(
        "A checksum of the Vietnamese text decides the split of a caption, one in 17 each for dev and test, "
        "so that no later version moves a caption from one split to another."
    )


def _content(survey: Survey) -> Iterator[Html]:
    domains, kinds = survey.shares(lambda pair: pair.domain), survey.shares(lambda pair: pair.kind)
    yield element(
        "div",
        _shares("domain", domains, len(survey.pairs["train"])),
        _shares("kind", kinds, len(survey.pairs["train"])),
        class_="pair",
    )
    rows = [
        [name, *(percent(shares[split]) for split in SPLITS)]
        for part in (domains, kinds)
        for name, shares in part.items()
    ]
    yield disclosure(
        "Shares in each split",
        table("Shares in each split", ["", *SPLITS], rows, numeric=range(1, 4)),
    )


def _shares(name: str, values: Mapping[str, Mapping[str, float]], captions: int) -> Html:
    drawn = [
        Bar(value, 100 * shares["train"], count=round(shares["train"] * captions))
        for value, shares in values.items()
    ]
    return bars(f"Captions by {name}, train", drawn, label=name, value="%")


def _length(survey: Survey) -> Iterator[Html]:
    yield histogram(
        "Words a caption, train",
        [Histogram(LANGUAGE[code], survey.words["train", code]) for code in LANGUAGE],
        edges=_LENGTHS,
        value="words",
    )
    rows = []
    for split in SPLITS:
        for code in LANGUAGE:
            ordered = sorted(survey.words[split, code])
            cuts = (_quantile(ordered, share) for share in _CUTS)
            rows.append([f"{split}, {code}", *map(str, cuts), str(ordered[-1] if ordered else 0)])
    yield table(
        "Words a caption: so many captions have no more",
        ["", *(f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%") for share in _CUTS), "longest"],
        rows,
        numeric=range(1, 7),
    )
    yield paragraph("A Vietnamese word is a syllable here: what stands between spaces.")


def _vocabulary(survey: Survey) -> Iterator[Html]:
    yield curves(
        "Different words among the first so many, train in random order",
        [Curve(LANGUAGE[code], survey.growth[code].points) for code in LANGUAGE],
        x="words read",
        y="different words",
    )
    yield table(
        "Heaps' law: different words = k · (words read)^β",
        ["", "words read", "different", "only once", "k", "β"],
        [
            [
                LANGUAGE[code],
                f"{one.read:,}",
                f"{one.different:,}",
                percent(one.once / max(one.different, 1)),
                f"{one.k:.1f}",
                f"{one.beta:.2f}",
            ]
            for code, one in survey.growth.items()
        ],
        numeric=range(1, 6),
    )
    yield paragraph(
        "Vietnamese writes syllables, and new ones soon become rare: its curve flattens. French goes "
        "on finding new words and new names, so that a model meets more unknown ones on that side."
    )


def _overlap(survey: Survey) -> Iterator[Html]:
    yield table(
        "Share of the runs of words in dev and test that stand in train too",
        ["words in a row", *map(str, RUNS)],
        [
            [f"{split}, {code}", *(percent(survey.seen[split, code][length]) for length in RUNS)]
            for split in HELD_OUT
            for code in LANGUAGE
        ],
        numeric=range(1, len(RUNS) + 1),
    )
    alike = [value for split in HELD_OUT for value in survey.alike[split]]
    near = [value for value in alike if value >= LEAST_ALIKE]
    if near:
        yield histogram(
            "How like the nearest caption of train those of dev and test are, Vietnamese",
            [Histogram("", near)],
            edges=_ALIKE,
            value="similarity",
        )
    yield paragraph(
        f"Jaccard similarity of the character 4-grams. {len(alike) - len(near):,} of {len(alike):,} captions "
        f"are below {LEAST_ALIKE} and not drawn; "
        f"{sum(value >= _NEAR for value in alike):,} reach {_NEAR}, from which on a caption counts as a "
        "near-duplicate and is kept out of train."
    )


def _glossary(survey: Survey) -> Iterator[Html]:
    rows = sorted(survey.coverage, key=lambda row: -row.used / max(row.terms, 1))
    ordered = sorted(survey.coverage, key=lambda row: -row.places)
    yield element(
        "div",
        bars(
            "Terms that stand in a caption of any split",
            [Bar(row.category, 100 * row.used / max(row.terms, 1), count=row.terms) for row in rows],
            label="category",
            value="%",
            count="terms",
            most=100,
        ),
        table(
            "Places where a term stands in a caption, and how often the French there is that of the glossary",
            ["category", "places", "same French"],
            [
                [row.category, f"{row.places:,}", percent(row.respected / row.places) if row.places else "–"]
                for row in ordered
            ],
            numeric=(1, 2),
        ),
        class_="pair",
    )
    yield paragraph(
        "Terms of institutions, countries and places have one French name. Others, of culture and the "
        "economy above all, are said in many ways; there the glossary is one good answer."
    )


def _quantile(ordered: Sequence[int], share: float) -> int:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0
