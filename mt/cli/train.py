"""`vifr train`: a model by a recipe, or a model that exists made better on a desk's own pairs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mt.caption import DIRECTIONS
from mt.errors import InputError, MissingExtra, UsageError

if TYPE_CHECKING:
    from mt.caption import Pair

EXAMPLES = """examples:
  vifr train --from embedded --direction vi-fr --pairs ours.tsv --out ours    learn from columns vi and fr
  vifr translate --model ours/best-int8 captions.txt                          use what came of it
  vifr train vi-fr --data DATA --out run                                      from the recipe, from scratch
  vifr train my.toml --data DATA --from embedded --out run                    go on from the embedded weights

A run that was stopped goes on where it was, by the same command."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `vifr train`."""
    parser.epilog = EXAMPLES
    parser.add_argument(
        "recipe", nargs="?", help="a TOML file, or vi-fr or fr-vi, the recipes of the embedded models"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the result")
    parser.add_argument(
        "--from", dest="base", default="", metavar="MODEL", help="embedded, helsinki, a hub id or a folder"
    )
    parser.add_argument("--device", default="auto", help="auto (default), cpu or cuda")
    parser.add_argument(
        "--threads", type=int, default=1, metavar="N", help="processor cores (default: 1; see below)"
    )
    recipe = parser.add_argument_group("by a recipe")
    recipe.add_argument(
        "--data", type=Path, metavar="DIR", help="what the files of the recipe are relative to"
    )
    recipe.add_argument(
        "--without-held-out", action="store_true", help="go on where the held-out test sets are missing"
    )
    tuning = parser.add_argument_group("fine-tuning")
    tuning.add_argument(
        "--pairs",
        type=Path,
        action="append",
        metavar="FILE",
        help="columns or keys vi and fr (.tsv .csv .jsonl)",
    )
    tuning.add_argument("--dev", type=Path, metavar="FILE", help="pairs to measure with (default: a tenth)")
    tuning.add_argument(
        "--near-duplicates",
        type=float,
        default=0.5,
        metavar="S",
        help="pairs this similar to a measured one are not learnt from, 1 for copies only (default: 0.5)",
    )
    tuning.add_argument("--direction", choices=DIRECTIONS, help="needed with --pairs")
    tuning.add_argument("--epochs", type=int, default=10, metavar="N", help="at most (default: 10)")
    tuning.add_argument(
        "--patience", type=int, default=2, metavar="N", help="epochs without a better chrF (default: 2)"
    )
    tuning.add_argument(
        "--learning-rate", type=float, default=1e-4, metavar="R", help="the peak (default: 1e-4)"
    )


def run(args: argparse.Namespace) -> int:
    """Train; returns the exit status."""
    if bool(args.recipe) == bool(args.pairs):
        raise UsageError("give either a recipe or --pairs", remedy="see vifr train --help")
    try:
        import torch
    except ImportError as error:
        raise MissingExtra("torch", extra="train", purpose="training") from error
    if args.threads < 1:
        raise UsageError(f"{args.threads} threads are none", remedy="--threads starts at 1")
    torch.set_num_threads(args.threads)
    device = _device(args.device)
    if args.recipe:
        return _by_recipe(args, device)
    return _finetune(args, device)


def _by_recipe(args: argparse.Namespace, device: str) -> int:
    import torch

    from mt.train.translation.from_recipe import train
    from mt.train.translation.recipe import Recipe, bundled

    if not args.data:
        raise UsageError("a recipe needs --data DIR", remedy="name the folder its files are relative to")
    path = Path(args.recipe)
    recipe = Recipe.read(path if path.suffix == ".toml" else bundled(args.recipe))
    train(
        recipe,
        args.data,
        args.out,
        base=args.base,
        device=torch.device(device),
        without_held_out=args.without_held_out,
        say=_say,
    )
    print(args.out / "best-int8")
    return 0


def _finetune(args: argparse.Namespace, device: str) -> int:
    from mt.train.translation.finetune import Plan, finetune

    if not args.base or not args.direction:
        missing = "--direction" if args.base else "--from MODEL"
        raise UsageError(f"--pairs needs {missing}", remedy="e.g. --from embedded --direction vi-fr")
    if args.epochs < 1 or args.patience < 0 or args.learning_rate <= 0:
        raise UsageError("epochs start at 1, patience at 0, and the learning rate is above 0")
    if not 0 < args.near_duplicates <= 1:
        raise UsageError("--near-duplicates is above 0 and at most 1")
    plan = Plan(
        epochs=args.epochs,
        patience=args.patience,
        learning_rate=args.learning_rate,
        near=args.near_duplicates,
        device=device,
    )
    pairs = [pair for path in args.pairs for pair in _read(path)]
    dev = _read(args.dev) if args.dev else []
    outcome = finetune(args.base, args.direction, pairs, args.out, plan, dev=dev, say=_say)
    print(outcome.verdict)
    print(args.out / "best-int8")
    if not outcome.gained:
        _say("not surely better: keep the model it began with, or try more pairs or a lower --learning-rate")
    return 0


def _read(path: Path) -> list[Pair]:
    from mt.cli.check_inputs import read_pairs

    pairs = [p for p in read_pairs(path, input_format=None, say=_say) if p.vi.strip() and p.fr.strip()]
    if not pairs:
        raise InputError("has no pairs", where=path, remedy="give a table with the columns vi and fr")
    return pairs


def _device(name: str) -> str:
    import torch

    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise UsageError("there is no CUDA device here", remedy="leave --device out")
    if name not in ("cpu", "cuda"):
        raise UsageError(f"there is no device {name!r}", remedy="choose auto, cpu or cuda")
    return name


def _say(line: str) -> None:
    print(f"vifr: {line}", file=sys.stderr, flush=True)
