"""One caption on the page: source, reference, what each system made of it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from mt.checks import Finding
from mt.evaluation.details import Details, SystemDetails
from mt.evaluation.report.marking import differences, marked, missing
from mt.evaluation.results import Evaluation
from mt.webpage import Html, element, join

_LANGUAGES = {"vi": "Vietnamese", "fr": "French"}
# What these findings are about is the whole caption, which stands above.
_OF_THE_WHOLE = frozenset({"empty", "language", "copied", "repetition", "length", "diacritics"})


class Cards:
    """Makes the cards of one evaluation.

    Args:
        prefix: of anchors, unique for the evaluation.
    """

    def __init__(self, evaluation: Evaluation, details: Details, prefix: str) -> None:
        self._evaluation, self._details, self._prefix = evaluation, details, prefix
        self._set = details.reference_set
        self._source_language, _, self._language = self._set.direction.partition("-")
        captions = range(evaluation.captions)
        self.mean = [sum(s.chrf[i] for s in details.systems) / len(details.systems) for i in captions]
        self.apart = [
            max(s.chrf[i] for s in details.systems) - min(s.chrf[i] for s in details.systems)
            for i in captions
        ]
        self.worst_first = sorted(captions, key=lambda i: (self.mean[i], i))
        self.most_apart = [i for i in sorted(captions, key=lambda i: (-self.apart[i], i)) if self.apart[i]]

    def name(self, index: int) -> str:
        """What the caption is called: its id, or its line."""
        return self._set.ids[index] if self._set.ids else f"line {index + 1}"

    def anchor(self, index: int) -> str:
        """Unique on the page."""
        return f"{self._prefix}-{index + 1}"

    def card(self, index: int, rank: int, *, anchor: bool = True) -> Html:
        """One caption, an item of an ordered list.

        Args:
            rank: 1 for the worst.
            anchor: whether this is the place to which links to the caption lead.
        """
        found = [system.findings.get(index, ()) for system in self._details.systems]
        kinds = sorted({finding.kind for findings in found for finding in findings})
        texts = self._single(index) if len(self._details.systems) == 1 else self._several(index)
        return element(
            "li",
            self._heading(index),
            element("dl", self._source(index), texts),
            class_="card",
            id=self.anchor(index) if anchor else None,
            data_value=f"{self.mean[index]:.2f}",
            data_domain=_word(self._set.domains[index]) if self._set.domains else None,
            data_kind=_word(self._set.kinds[index]) if self._set.kinds else None,
            data_finding=" ".join(["any", *kinds]) if kinds else "none",
            data_order_worst=rank,
            data_order_file=index,
            data_order_findings=-sum(map(len, found)),
            data_order_apart=f"{-self.apart[index]:.2f}" if len(self._details.systems) > 1 else None,
        )

    def _heading(self, index: int) -> Html:
        told = [column[index] for column in (self._set.domains, self._set.kinds) if column]
        scores: list[Html | str] = []
        for number, system in enumerate(self._details.systems):
            letter = f"{ascii_uppercase[number]} " if len(self._details.systems) > 1 else ""
            value = element(
                "span",
                f"{letter}chrF {system.chrf[index]:.1f}",
                class_=f"score series s{number}" if letter else "score",
            )
            scores.append(value)
        link = element("a", self.name(index), href=f"#{self.anchor(index)}")
        return element("h3", link, scores, element("span", " · ".join(filter(None, told)), class_="meta"))

    def _source(self, index: int) -> Html | None:
        if not self._set.sources:
            return None
        language = self._source_language
        return _text(["Source", _LANGUAGES.get(language, "")], self._set.sources[index], language, whole=True)

    def _single(self, index: int) -> Iterator[Html]:
        reference, hypothesis = self._set.references[index], self._evaluation.systems[0].hypotheses[index]
        theirs, ours = differences(reference, hypothesis)
        yield _text(["Reference"], marked(theirs, "del"), self._language)
        yield _text(
            ["Hypothesis", *_flags(self._details.systems[0], index)],
            marked(ours, "ins"),
            self._language,
            findings=self._details.systems[0].findings.get(index, ()),
        )

    def _several(self, index: int) -> Iterator[Html]:
        reference = self._set.references[index]
        yield _text(["Reference"], reference, self._language, whole=True)
        columns = []
        for number, system in enumerate(self._evaluation.systems):
            details = self._details.systems[number]
            theirs, ours = differences(reference, system.hypotheses[index])
            lacking = missing(theirs)
            columns.append(
                _text(
                    [f"{ascii_uppercase[number]} · {system.name}", *_flags(details, index)],
                    marked(ours, "ins"),
                    self._language,
                    findings=details.findings.get(index, ()),
                    lacking=lacking,
                )
            )
        yield element("div", columns, class_="systems whole")


def _text(
    label: Sequence[str],
    text: Html | str,
    language: str,
    *,
    whole: bool = False,
    findings: Sequence[Finding] = (),
    lacking: Sequence[str] = (),
) -> Html:
    shown = text if text.strip() else element("span", "empty", class_="none")
    return element(
        "div",
        element("dt", [element("span", part) for part in label if part]),
        element("dd", shown, lang=language or None),
        element("dd", "missing: ", join(*_separated(lacking)), class_="note", lang=language or None)
        if lacking
        else None,
        element("dd", element("ul", map(_finding, findings), class_="findings")) if findings else None,
        class_="whole" if whole else None,
    )


def _separated(stretches: Sequence[str]) -> Iterator[Html | str]:
    for number, stretch in enumerate(stretches):
        if number:
            yield " · "
        yield element("del", stretch)


def _finding(finding: Finding) -> Html:
    about = ""
    if finding.kind not in _OF_THE_WHOLE:
        about = f": {' | '.join(str(span) for span in (finding.vi, finding.fr) if span)}"
    return element("li", element("b", finding.kind), f" {finding.message}{about}", class_=finding.severity)


def _flags(system: SystemDetails, index: int) -> list[str]:
    return list(system.flags[index]) if system.flags else []


def _word(text: str) -> str:
    """A value that the filter can compare: without spaces."""
    return "-".join(text.split())
