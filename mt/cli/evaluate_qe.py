"""`vifr evaluate --qe`: translations without references, the ones to look at first on top."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.caption import DIRECTIONS
from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.cli.evaluate_qe_inputs import Translations
    from mt.evaluation.quality import Ranked
    from mt.models import Model

_COLUMNS = ("rank", "id", "direction", "quality", "round_trip", "model", "reverse", "findings")
_ASIDE = ("report", "baseline", "fail_if_worse", "save")


def rank(args: argparse.Namespace) -> int:
    """Print all translations, the worst first, and how far that order can be trusted; returns 0."""
    _check_usage(args)
    from mt.cli.evaluate_qe_inputs import read_pairs, read_texts, translated

    model = args.model[0] if args.model else "auto"
    if args.qe != "":
        batches = iter([read_pairs(Path(args.qe), args.direction, _say)])
    elif args.hyp:
        batches = iter([read_texts(args, _say)])
    else:
        batches = translated(model, args, _say)
    lines = _lines(batches, model, args)
    for line in lines:
        print(line)
    return 0


def _check_usage(args: argparse.Namespace) -> None:
    for option in _ASIDE:
        if getattr(args, option):
            name = option.replace("_", "-")
            raise UsageError(f"--{name} and --qe exclude each other", remedy="run them one after the other")
    if len(args.model or ()) > 1 or len(args.hyp or ()) > 1:
        raise UsageError("--qe ranks the translations of one system", remedy="run it for each")
    if args.hyp and not args.src:
        raise UsageError("--qe needs what was translated", remedy="add --src FILE")
    if args.qe != "":
        for option in ("hyp", "src", "ref", "split", "limit"):
            if getattr(args, option):
                raise UsageError(f"--{option} goes with --qe alone", remedy="name the files, or the pairs")
        if not args.direction:
            raise UsageError(
                "nobody has said which side of the pairs was translated",
                where=args.qe,
                remedy="add --direction vi-fr, or fr-vi",
            )
    elif (args.src or args.ref) and not args.hyp:
        raise UsageError("--src goes with --hyp", remedy="add --hyp FILE, the translations")


def _lines(batches: Iterator[Translations], model: str, args: argparse.Namespace) -> Iterator[str]:
    for number, batch in enumerate(batches):
        ranked, both = _ranked(batch, model, args.beam_size)
        if args.json:
            yield from (json.dumps(one.to_json(), ensure_ascii=False) for one in ranked)
        else:
            has_chrf = batch.references is not None
            if number == 0:
                yield "\t".join((*_COLUMNS, *(["chrf"] if has_chrf else []), "source", "translation"))
            yield from (_row(one, has_chrf) for one in ranked)
        _tell(batch, ranked, both)


def _ranked(batch: Translations, name: str, beam_size: int | None) -> tuple[list[Ranked], list[Model]]:
    from tqdm import tqdm

    from mt.evaluation.quality import Meter, bundled, chrf, worst_first
    from mt.translate import Options

    both = [_model(name, direction) for direction in (batch.direction, _opposite(batch.direction))]
    meter = Meter(*both, options=Options(beam_size=beam_size) if beam_size else None)
    with tqdm(total=len(batch.ids), desc=batch.direction, unit="caption", disable=None) as progress:
        signals = list(meter.measure(batch.sources, batch.translations, progress=progress.update))
    ranked = worst_first(
        batch.ids,
        batch.sources,
        batch.translations,
        signals,
        bundled(batch.direction),
        direction=batch.direction,
        chrf=() if batch.references is None else chrf(batch.translations, batch.references),
    )
    return ranked, both


def _model(name: str, direction: str) -> Model:
    """The model that was asked for; where it has not this direction, the one that there is."""
    from mt.models import resolve

    try:
        return resolve(name, direction)
    except UsageError as error:
        found = resolve("auto", direction)
        _say(f"{error.where or name} {error.what}; {found.label} translates back")
        return found


def _opposite(direction: str) -> str:
    return next(other for other in DIRECTIONS if other != direction)


def _row(one: Ranked, has_chrf: bool) -> str:
    tree = one.to_json()
    tree["findings"] = ",".join(tree["findings"])
    columns = (*_COLUMNS, *(["chrf"] if has_chrf else []), "source", "translation")
    return "\t".join("" if tree[key] is None else " ".join(str(tree[key]).split()) for key in columns)


def _tell(batch: Translations, ranked: Sequence[Ranked], both: Sequence[Model]) -> None:
    """How far the order can be trusted: measured on these, or on the test split once."""
    from mt.evaluation.quality import bundled, correlations

    fitted = bundled(batch.direction)
    labels = [model.label for model in both]
    _say(f"{batch.name}, {batch.direction}: {len(ranked):,} translations, the worst first, by {labels[0]}")
    if fatal := sum(one.signals.is_fatal for one in ranked):
        _say(f"no translations, on top: {fatal:,} (empty, copied, looping, in another language)")
    if labels != list(fitted.models):
        _say(f"the weights of the signals were fitted with {' and '.join(fitted.models)}")
    if batch.references is None:
        _table(
            "rank correlation with sentence chrF on the bundled test split, when it was last fitted",
            fitted.measured,
        )
    elif len(ranked) > 1:
        rows = [row.to_json() for row in correlations(ranked)]
        _table(f"rank correlation with sentence chrF, {batch.name}", rows)


def _table(title: str, rows: Sequence[Any]) -> None:
    if not rows:
        return
    _say(f"{title} ({rows[0]['captions']:,} captions)")
    print(f"  {'':12}{'Spearman':>9}   {'95 % interval':18}{'Kendall':>8}   95 % interval", file=sys.stderr)
    for row in rows:
        cells = [
            f"{_number(row[name]):>{width}}   {_interval(row[f'{name}_interval']):18}"
            for name, width in (("spearman", 9), ("kendall", 8))
        ]
        print(f"  {row['signal']:12}{''.join(cells).rstrip()}", file=sys.stderr)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(ends: Sequence[float | None]) -> str:
    return f"[{', '.join(map(_number, ends))}]"


def _say(line: str) -> None:
    print(f"vifr: {line}", file=sys.stderr)
