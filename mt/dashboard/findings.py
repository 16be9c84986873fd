"""The last section of the page: what the checks find in the corpora."""

from __future__ import annotations

from collections.abc import Iterator

from mt.checks import KINDS
from mt.corpora.splits import SPLITS
from mt.dashboard.survey import Survey
from mt.webpage import Bar, Html, bars, element, table
from mt.webpage.skeleton import disclosure, paragraph


def findings(survey: Survey) -> Iterator[Html]:
    if survey.faults:
        yield table(
            f"Faults: {len(survey.faults):,} (python -m mt.corpora check)",
            ["where", "id", "what"],
            [[fault.where, fault.id, fault.what] for fault in survey.faults[:50]],
        )
    else:
        yield paragraph(
            "Against the datasheet there is no fault: ids and texts are unique, letters composed, French set "
            "by the house style, numbers the same on both sides (",
            element("code", "python -m mt.corpora check"),
            ").",
        )
    total = {split: max(len(survey.pairs[split]), 1) for split in SPLITS}
    kinds = [kind for kind in KINDS if any(survey.found[split].get(kind) for split in SPLITS)]
    yield bars(
        "Captions with a finding of vifr check",
        [
            Bar(
                kind,
                100 * sum(survey.found[split].get(kind, 0) for split in SPLITS) / survey.captions,
                count=sum(survey.found[split].get(kind, 0) for split in SPLITS),
            )
            for kind in kinds
        ],
        label="kind",
        value="%",
        digits=2,
    )
    any_of = ", ".join(
        f"{split} {percent(survey.found[split].get('any', 0) / total[split])}" for split in SPLITS
    )
    yield paragraph(
        f"Captions with any finding: {any_of}. Not every one is a fault: names that the two languages "
        "spell differently are among them."
    )
    for kind in kinds:
        yield disclosure(f"{kind}: examples", _examples(survey, kind))


def _examples(survey: Survey, kind: str) -> Html:
    return table(
        f"Findings of the kind {kind}",
        ["id", "Vietnamese", "French", "what"],
        [
            [
                pair.id,
                element("span", pair.vi, lang="vi"),
                element("span", pair.fr, lang="fr"),
                ": ".join(filter(None, (finding.message, _spans(finding.vi, finding.fr)))),
            ]
            for finding, pair in survey.examples.get(kind, ())
        ],
    )


def _spans(*spans: object) -> str:
    shown = [text for span in spans if span and len(text := str(span)) < 60]
    return " / ".join(shown)


def percent(share: float) -> str:
    """`12.5 %`, which no line break parts."""
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"
