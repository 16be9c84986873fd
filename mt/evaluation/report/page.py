"""The page of one run: an evaluation or two, each from its headline down to every caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mt.evaluation.details import Details
from mt.evaluation.provenance import provenance
from mt.evaluation.report import scores, weak
from mt.evaluation.report.cards import Cards
from mt.evaluation.results import Evaluation
from mt.webpage import Html, Section, element, join, page
from mt.webpage.skeleton import paragraph

BUDGET = 10_000_000  # bytes of all captions on the page; some 10,000, which a browser opens without trouble
_MOST_APART = 10
_ARROWS = {"vi-fr": "vi → fr", "fr-vi": "fr → vi"}
_TITLES = {"vi-fr": "Vietnamese to French", "fr-vi": "French to Vietnamese"}


def report(
    evaluations: Sequence[Evaluation],
    *,
    warnings: Sequence[str] = (),
    made_with: Mapping[str, str] | None = None,
    budget: int = BUDGET,
) -> Iterator[str]:
    """The pieces of the page, to be written in UTF-8.

    Args:
        evaluations: of one run, with details.
        warnings: what a reader must know before any score.
        made_with: versions, date and machine; those of now by default.
        budget: bytes that all captions together may take; the worst are kept, and how many is said.
    """
    sections = []
    directions = []
    for number, evaluation in enumerate(evaluations, 1):
        if evaluation.details is None:
            raise ValueError("a report needs evaluations with details")
        direction = evaluation.details.reference_set.direction
        directions.append(direction)
        name = f"{_ARROWS.get(direction, f'set {number}')}: " if len(evaluations) > 1 else ""
        share = budget // len(evaluations)
        prefix = f"{direction or f'set{number}'}-"
        sections += list(_sections(evaluation, evaluation.details, name, prefix, share))
    made = scores.how(evaluations, provenance() if made_with is None else made_with)
    sections.append(Section("how", "How it was made", made))
    titles = [_TITLES.get(direction, "") for direction in directions]
    return page(
        title=" and ".join(filter(None, titles)) or evaluations[0].reference_set,
        kicker="vifr evaluation",
        lead=[element("p", _lead(evaluations)), scores.notes(warnings)],
        sections=sections,
        footer="Made by vifr. This page needs no network and holds everything it shows.",
        scripts=("filter.js",),
    )


def _lead(evaluations: Sequence[Evaluation]) -> str:
    first = evaluations[0]
    systems = max(len(evaluation.systems) for evaluation in evaluations)
    compared = f"{systems} systems compared; the first is the baseline." if systems > 1 else "One system."
    return f"{first.captions:,} captions: {first.reference_set}. {compared}"


def _sections(
    evaluation: Evaluation, details: Details, name: str, prefix: str, budget: int
) -> Iterator[Section]:
    def section(id: str, title: str, body: Iterator[Html]) -> Section:
        titled = f"{name}{title[0].lower()}{title[1:]}" if name else title
        return Section(f"{prefix}{id}", titled, body)

    cards = Cards(evaluation, details, f"{prefix}caption")
    yield section("scores", "Scores", scores.headline(evaluation))
    if evaluation.comparisons:
        yield section("comparison", "Comparison", _comparison(evaluation, details))
    yield section(
        "weak", f"Where {'they are' if evaluation.comparisons else 'it is'} weak", weak.buckets(details)
    )
    yield section("findings", "Findings", weak.findings(evaluation, details))
    yield section("distribution", "Distribution", weak.distribution(details))
    if evaluation.comparisons:
        yield section("apart", "Where they differ most", _apart(cards))
    yield section("captions", "Captions", _captions(evaluation, details, cards, f"{prefix}list", budget))


def _comparison(evaluation: Evaluation, details: Details) -> Iterator[Html]:
    yield from scores.comparisons(evaluation)
    yield from weak.wins(details)


def _apart(cards: Cards) -> Iterator[Html]:
    shown = cards.most_apart[:_MOST_APART]
    if not shown:
        yield paragraph("Every caption has the same sentence chrF in all systems.")
        return
    yield paragraph("The captions whose sentence chrF differs most between systems.")
    yield _key(several=True)
    yield element(
        "ol", (cards.card(i, rank, anchor=False) for rank, i in enumerate(shown, 1)), class_="cards"
    )


def _captions(
    evaluation: Evaluation, details: Details, cards: Cards, list_id: str, budget: int
) -> Iterator[Html]:
    kept: list[Html] = []
    for rank, index in enumerate(cards.worst_first, 1):
        card = cards.card(index, rank)
        budget -= len(card.encode("utf-8", "replace"))
        if budget < 0:
            break
        kept.append(card)
    several = len(details.systems) > 1
    by = "mean sentence chrF of all systems" if several else "sentence chrF"
    if len(kept) == evaluation.captions:
        yield paragraph(f"All {evaluation.captions:,}, worst first by {by}.")
    else:
        rest = evaluation.captions - len(kept)
        least = cards.mean[cards.worst_first[len(kept)]]
        yield paragraph(
            element("b", f"The worst {len(kept):,} of {evaluation.captions:,} captions"),
            f" by {by}, so that this page stays small. The other {rest:,}, chrF {least:.1f} and more, are in "
            "every number above and are not listed.",
        )
    yield _key(several=several)
    yield _filter(details, list_id, several)
    yield element("ol", kept, class_="cards", id=list_id)


def _key(*, several: bool) -> Html:
    words = [
        "Words that the reference has not are ",
        element("ins", "underlined"),
        ", words that are missing ",
    ]
    words += ["are listed and " if several else "", element("del", "dotted")]
    words += [". Where ", element("span", "only typography", class_="typo"), " differs, it is shaded."]
    return element("p", words, class_="note")


def _filter(details: Details, list_id: str, several: bool) -> Html:
    reference_set = details.reference_set
    kinds = sorted({f.kind for s in details.systems for found in s.findings.values() for f in found})
    orders = {"worst": "worst first", "file": "as in the file", "findings": "most findings first"}
    if several:
        orders["apart"] = "largest difference first"
    return element(
        "form",
        _label(
            "Search in all texts",
            element("input", type="search", name="search", autocomplete="off"),
            wide=True,
        ),
        _choice("Domain", "domain", sorted(set(reference_set.domains))),
        _choice("Kind", "kind", sorted(set(reference_set.kinds))),
        _choice("Finding", "finding", ["any", "none", *kinds]) if details.checked else None,
        _label("chrF at most", element("input", type="number", name="at-most", min=0, max=100, step="any")),
        _choice("Order", "order", list(orders), said=orders, all_=False),
        element("button", "Show all", type="reset"),
        element("output", aria_live="polite"),
        class_="filter",
        data_list=list_id,
        aria_label="Filter the captions",
        role="search",
        hidden=True,
    )


def _choice(
    label: str, name: str, values: Sequence[str], *, said: Mapping[str, str] | None = None, all_: bool = True
) -> Html | None:
    if len(values) < 2:
        return None
    options = [element("option", "all", value="")] if all_ else []
    options += [
        element("option", (said or {}).get(value, value), value="-".join(value.split()))
        for value in values
        if value
    ]
    return _label(label, element("select", options, name=name))


def _label(text: str, control: Html, *, wide: bool = False) -> Html:
    return element("label", join(text), control, class_="wide" if wide else None)
