"""The sections that say where systems are weak: buckets, wins and losses, findings, distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from mt.checks import KINDS
from mt.evaluation.details import Details, Wins, counted
from mt.evaluation.results import Evaluation
from mt.webpage import Bar, Cell, Histogram, Html, bars, element, histogram, table
from mt.webpage.bars import shares
from mt.webpage.skeleton import disclosure, paragraph

_EDGES: Sequence[float] = range(0, 101, 5)
_STRIPPED = "the same captions, translated again from sources that lost their diacritics"


def buckets(details: Details) -> Iterator[Html]:
    """chrF++ by every facet as bars with intervals, BLEU as a table."""
    by = {facet.name: facet.by for facet in details.facets} | {"stripped": _STRIPPED}
    charts = []
    for facet in dict.fromkeys(bucket.facet for bucket in details.systems[0].buckets):
        order = [bucket.label for bucket in details.systems[0].buckets if bucket.facet == facet]
        if facet in ("domain", "kind"):
            order.sort(key=lambda label: _chrf(details, facet, label))
        charts.append(
            bars(
                f"By {by[facet]}" if facet != "stripped" else f"Lost diacritics: {by[facet]}",
                list(_bars(details, facet, order)),
                label=facet if facet != "stripped" else "source",
                value="chrF++",
                most=100,
            )
        )
    if not charts:
        yield paragraph("The captions cannot be told apart: nothing is known of them but their texts.")
        return
    yield paragraph(
        "chrF++ of the raw text. Whiskers are 95 % intervals of 1,000 bootstrap resamples of the bucket; ",
        "where they overlap, the captions may explain the difference.",
    )
    long, short = charts[:1], charts[1:]
    yield from long
    yield element("div", short, class_="pair")
    yield disclosure("The same in BLEU", _bleu(details))


def _chrf(details: Details, facet: str, label: str) -> float:
    (found,) = (b for b in details.systems[0].buckets if (b.facet, b.label) == (facet, label))
    return found.score("chrF++").value


def _bars(details: Details, facet: str, order: Sequence[str]) -> Iterator[Bar]:
    letters = ascii_uppercase if len(details.systems) > 1 else [""] * len(details.systems)
    for label in order:
        for number, system in enumerate(details.systems):
            for bucket in system.buckets:
                if (bucket.facet, bucket.label) == (facet, label):
                    score = bucket.score("chrF++")
                    yield Bar(
                        label,
                        score.value,
                        score.low,
                        score.high,
                        count=bucket.captions,
                        series=number,
                        name=letters[number],
                        few=bucket.few,
                    )


def _bleu(details: Details) -> Html:
    rows = []
    for place, bucket in enumerate(details.systems[0].buckets):
        scores = [
            system.buckets[place].score("BLEU") for system in details.systems if place < len(system.buckets)
        ]
        cells = [f"{score.value:.1f} [{score.low:.1f}, {score.high:.1f}]" for score in scores]
        cells += ["–"] * (len(details.systems) - len(cells))
        rows.append([bucket.label, f"{bucket.captions:,}", *cells])
    names = [f"{ascii_uppercase[n]} BLEU" for n in range(len(details.systems))]
    header = ["bucket", "captions", *(names if len(names) > 1 else ["BLEU"])]
    return table("BLEU by bucket, raw", header, rows, numeric=range(1, len(header)))


def wins(details: Details) -> Iterator[Html]:
    """For each system against the baseline: on how many captions it is better, in every bucket."""
    for number, system in enumerate(details.systems[1:], 1):
        rows = [row for row in details.wins if row.system == system.name]
        a, b = ascii_uppercase[0], ascii_uppercase[number]
        yield table(
            f"Sentence chrF: captions on which {b} is better than {a}, the same, worse",
            ["captions", f"{b} better", "same", f"{a} better", element("span", "Drawn", class_="unseen")],
            [_wins_row(row, number) for row in rows],
            numeric=(1, 2, 3),
            class_="bars",
        )


def _wins_row(row: Wins, number: int) -> list[str | Cell]:
    counts = [row.wins, row.ties, row.losses]
    drawn = shares([(row.wins, f"s{number}"), (row.ties, "tie"), (row.losses, "s0")])
    return [row.label, *(f"{count:,}" for count in counts), Cell(drawn, "bar")]


def findings(evaluation: Evaluation, details: Details) -> Iterator[Html]:
    """How many captions have a finding of each kind, in translations and in the references."""
    if details.reference_findings is None:
        yield paragraph(
            "Nothing was checked: that needs the sources (",
            element("code", "--src"),
            ") and texts whose language can be told (",
            element("code", "--direction"),
            ").",
        )
        return
    columns = [counted(system.findings) for system in details.systems] + [counted(details.reference_findings)]
    found = [system.findings for system in details.systems] + [details.reference_findings]
    names = [f"system {ascii_uppercase[n]}" for n in range(len(details.systems))]
    header = ["kind", *(names if len(names) > 1 else ["translations"]), "references"]
    rows: list[list[str | Cell]] = [
        [kind, *(f"{column.get(kind, 0):,}" for column in columns), Cell(severity, "note")]
        for kind, severity in KINDS.items()
        if any(column.get(kind) for column in columns)
    ]
    total = ["captions with any", *(f"{len(column):,}" for column in found), ""]
    yield paragraph(
        "What ",
        element("code", "vifr check"),
        " finds between source and translation, and between source and reference: the references show how "
        "often a finding is a false alarm, or a reference that says something else.",
    )
    yield table(
        f"Captions with findings, of {evaluation.captions:,}",
        [*header, "severity"],
        [*rows, total],
        numeric=range(1, len(header)),
    )


def distribution(details: Details) -> Iterator[Html]:
    """Sentence chrF of all captions."""
    several = len(details.systems) > 1
    series = [
        Histogram(f"{ascii_uppercase[n]} · {system.name}" if several else "", system.chrf)
        for n, system in enumerate(details.systems)
    ]
    yield histogram("Captions by sentence chrF", series, edges=_EDGES, value="chrF")
