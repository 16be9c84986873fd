"""The model card, written from what was measured.

Figures come from files that programs wrote: the recipes, the reports of `prepare`, and one JSON file of
metrics. Prose comes from a template in which `{{shape}}`, `{{data}}`, `{{dropped}}`, `{{licences}}`,
`{{training}}`, `{{captions}}`, `{{public}}` and `{{survival}}` stand for the tables. Nothing in a table is
typed by hand, and what was not measured is a dash.

The JSON file, every part of which may be missing:

    {"scores": [{"set": "flores200-devtest", "lines": 1012, "direction": "vi-fr",
                 "bleu": 10.1, "chrf": 36.3, "chrf++": 35.0, "ter": 71.2}, …],
     "own": ["test", "dev"],                         sets that are shown as bundled captions
     "others": {"opus-mt": [{"set": …, "direction": …, "bleu": …, "chrf": …}, …]},
     "training": {"vi-fr": {"parameters": 7300000, "tokens": 51900000, "seconds": 16200, "steps": 12000,
                            "device": "one processor core", "bytes": 8000000}},
     "survival": what scripts/survival.py --json wrote}
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mt.caption import DIRECTIONS
from mt.errors import InputError
from mt.train.translation.recipe import Recipe
from mt.train.translation.report import Report

TEMPLATE = Path(__file__).with_name("card.md")
_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_ARROWS = {"vi-fr": "vi→fr", "fr-vi": "fr→vi"}
_NONE = "–"


def card(
    recipes: Sequence[Recipe],
    reports: Sequence[Report],
    metrics: Mapping[str, Any],
    *,
    template: str | None = None,
) -> str:
    """The card in Markdown.

    Args:
        recipes: of the models, one a direction.
        reports: of their data, in the same order.
        metrics: see above.
        template: the prose; the one of the package when None.

    Raises:
        InputError: the template asks for a table that does not exist, or the metrics lack a key of an entry.
    """
    prose = TEMPLATE.read_text(encoding="utf-8") if template is None else template
    tables = {
        "shape": lambda: _shape(recipes),
        "data": lambda: _data(recipes, reports),
        "dropped": lambda: _dropped(reports),
        "licences": lambda: _licences(reports),
        "training": lambda: _training(recipes, metrics.get("training", {})),
        "captions": lambda: _captions(metrics),
        "public": lambda: _public(metrics),
        "survival": lambda: _survival(metrics.get("survival", [])),
    }

    def filled(match: re.Match[str]) -> str:
        if match[1] not in tables:
            known = ", ".join(tables)
            raise InputError(f"asks for {match[0]}", where="template of the card", remedy=f"choose {known}")
        return tables[match[1]]()

    try:
        return _PLACE.sub(filled, prose)
    except KeyError as error:
        what = f"the metrics have an entry without {error}"
        raise InputError(what, remedy="see mt/train/translation/card.py") from error


def read_metrics(path: Path) -> dict[str, Any]:
    """The JSON file of metrics.

    Raises:
        InputError: it cannot be read, or is no JSON object.
    """
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path) from error
    except ValueError as error:
        raise InputError(f"is not JSON: {error}", where=path) from error
    if not isinstance(content, dict):
        raise InputError("is no JSON object", where=path)
    return content


def _table(header: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|--" * len(header) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _shape(recipes: Sequence[Recipe]) -> str:
    def row(recipe: Recipe) -> Sequence[str]:
        m = recipe.model
        layers = f"{m.encoder_layers} + {m.decoder_layers}"
        pieces = f"{recipe.vocabulary.size:,}"
        return recipe.direction, layers, str(m.width), str(m.feed_forward), str(m.heads), pieces

    header = ("model", "encoder + decoder layers", "width", "feed-forward", "heads", "pieces")
    return _table(header, map(row, recipes))


def _data(recipes: Sequence[Recipe], reports: Sequence[Report]) -> str:
    """A row a source: pairs kept, and the weight in each direction."""
    weights = [{source.name: source for source in report.sources} for report in reports]
    names = dict.fromkeys(name for known in weights for name in known)

    def rows() -> Iterator[Sequence[str]]:
        for name in names:
            known = [sources.get(name) for sources in weights]
            one = next(source for source in known if source)
            kept = max(source.kept for source in known if source)
            if not kept:
                continue
            shares = [f"{source.weight:g}" if source and source.kept else _NONE for source in known]
            made = "yes" if one.machine else _NONE
            yield name, one.note or _NONE, f"{kept:,}", *shares, made, one.licence
        totals = [f"{report.weighted:,.0f}" for report in reports]
        yield "all", "", f"{max(report.kept for report in reports):,}", *totals, "", ""

    weight = [f"weight {_ARROWS[recipe.direction]}" for recipe in recipes]
    header = ("source", "what", "pairs", *weight, "side by a translation machine", "licence")
    return _table(header, rows())


def _dropped(reports: Sequence[Report]) -> str:
    """How many pairs were left out for which reason, in the larger of the mixtures."""
    report = max(reports, key=lambda report: report.kept)
    total: Counter[str] = Counter()
    for source in report.sources:
        total += source.dropped
    read = sum(source.read for source in report.sources)
    rows = [("kept", f"{report.kept:,}"), *((reason, f"{count:,}") for reason, count in total.most_common())]
    return _table((f"of {read:,} pairs", ""), iter(rows))


def _licences(reports: Sequence[Report]) -> str:
    """The licences, the source names of each."""
    by_licence: dict[str, dict[str, None]] = {}
    for report in reports:
        for source in report.sources:
            if source.kept:
                by_licence.setdefault(source.licence, {})[source.name] = None
    return "\n".join(f"- {licence}: {', '.join(names)}" for licence, names in sorted(by_licence.items()))


def _training(recipes: Sequence[Recipe], runs: Mapping[str, Mapping[str, Any]]) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for recipe in recipes:
            run = runs.get(recipe.direction, {})
            hours = f"{run['seconds'] / 3600:.1f} h" if "seconds" in run else _NONE
            size = f"{run['bytes'] / 1e6:.1f} MB" if "bytes" in run else _NONE
            yield (
                recipe.direction,
                _millions(run.get("parameters")),
                _millions(run.get("tokens")),
                f"{run['steps']:,}" if "steps" in run else _NONE,
                hours,
                str(run.get("device", _NONE)),
                size,
            )

    header = ("model", "parameters", "tokens seen", "steps", "time", "on", "int8")
    return _table(header, rows())


def _millions(number: float | None) -> str:
    return _NONE if number is None else f"{number / 1e6:.1f} M"


def _captions(metrics: Mapping[str, Any]) -> str:
    own = metrics.get("own", ("test", "dev"))
    scores = [score for score in metrics.get("scores", []) if score["set"] in own]
    rows = (
        (
            f"{score['direction']}, {score['set']} ({score['lines']})",
            *(_figure(score.get(name)) for name in ("bleu", "chrf++", "chrf", "ter")),
        )
        for score in scores
    )
    return _table(("bundled captions", "BLEU", "chrF++", "chrF", "TER"), rows)


def _public(metrics: Mapping[str, Any]) -> str:
    """BLEU (chrF) on the other sets; a column for us and each other system, in each direction."""
    own = metrics.get("own", ("test", "dev"))
    systems = {"ours": metrics.get("scores", []), **metrics.get("others", {})}
    figures = {
        (name, score["set"], score["direction"]): f"{score['bleu']:.1f} ({score['chrf']:.1f})"
        for name, scores in systems.items()
        for score in scores
        if score["set"] not in own
    }
    sizes = {s["set"]: s["lines"] for s in metrics.get("scores", []) if s["set"] not in own}
    columns = [(name, direction) for direction in DIRECTIONS for name in systems]
    rows = (
        (f"{name} ({lines})", *(figures.get((system, name, d), _NONE) for system, d in columns))
        for name, lines in sizes.items()
    )
    return _table(("BLEU (chrF)", *(f"{system} {_ARROWS[d]}" for system, d in columns)), rows)


def _survival(found: Sequence[Mapping[str, Any]]) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for system in found:
            for rate in system["rates"]:
                low, high = rate["interval"]
                share = f"{100 * rate['survived'] / rate['total']:.1f} %" if rate["total"] else _NONE
                interval = f"{100 * low:.1f} to {100 * high:.1f}"
                yield _ARROWS[system["direction"]], rate["kind"], str(rate["total"]), share, interval

    return _table(("", "in the source", "counted", "survive", "95 % interval"), rows())


def _figure(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"
