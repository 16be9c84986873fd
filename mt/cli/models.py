"""`vifr models`: list, download, check and export models."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import metadata
from pathlib import Path

from mt.caption import DIRECTIONS
from mt.errors import ModelError, VifrError
from mt.models.model import Model

_PACKAGES = ("ctranslate2", "sentencepiece", "huggingface_hub", "torch", "transformers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `vifr models`."""
    parser.epilog = """examples:
  vifr models                                             which models are on this machine
  vifr models pull helsinki                               Helsinki-NLP/opus-mt-vi-fr and -fr-vi
  vifr models pull org/name --direction vi-fr             another model of the hub
  vifr models doctor                                      test every one of them
  vifr models export embedded --direction vi-fr --to DIR  for transformers, to compare or to train"""
    parser.add_argument("--json", action="store_true", help="list as JSON, one model a line")
    parser.set_defaults(action="list")
    actions = parser.add_subparsers(metavar="action")
    pull = actions.add_parser("pull", help="download, convert and test a model")
    pull.add_argument("name", help="helsinki (both directions) or a hub id, org/name")
    pull.add_argument("--direction", choices=DIRECTIONS, help="needed where the model does not say it")
    pull.add_argument("--revision", default="main", help="branch, tag or commit (default: main)")
    pull.add_argument("--force", action="store_true", help="again, though it is here")
    pull.set_defaults(action="pull")
    doctor = actions.add_parser("doctor", help="test every model on this machine")
    doctor.set_defaults(action="doctor")
    export = actions.add_parser("export", help="write a model as a Marian folder with float32 weights")
    export.add_argument("name", help="embedded, helsinki, a hub id or a folder")
    export.add_argument("--direction", choices=DIRECTIONS, required=True)
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="a new folder")
    export.set_defaults(action="export")


def run(args: argparse.Namespace) -> int:
    """Run the action; returns the exit status."""
    if args.action == "pull":
        return _pull(args)
    if args.action == "doctor":
        return _doctor()
    if args.action == "export":
        return _export(args)
    return _list(as_json=args.json)


def _list(*, as_json: bool) -> int:
    from mt.models.resolve import find_all

    found = find_all()
    models = [model for _, model in found if isinstance(model, Model)]
    if as_json:
        for model in models:
            print(json.dumps(_record(model), ensure_ascii=False))
    else:
        rows = [("name", "direction", "size", "revision", "where")]
        rows += [
            (model.name, model.direction, f"{model.size / 1e6:.1f} MB", model.revision[:12], str(model.path))
            for model in models
        ]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    damaged = [error for _, error in found if isinstance(error, ModelError)]
    for error in damaged:
        print(f"vifr: {error}", file=sys.stderr)
    return 1 if damaged else 0


def _record(model: Model) -> dict[str, object]:
    return {
        "name": model.name,
        "direction": model.direction,
        "path": str(model.path),
        "bytes": model.size,
        "revision": model.revision,
        "origin": model.origin,
    }


def _pull(args: argparse.Namespace) -> int:
    from mt.models import location
    from mt.models.pull import pull

    wanted = {args.name: args.direction or ""}
    if args.name == "helsinki":
        directions = [args.direction] if args.direction else DIRECTIONS
        wanted = {location.HELSINKI[direction]: direction for direction in directions}
    failures = 0
    for hub_id, direction in wanted.items():
        try:
            model = pull(hub_id, direction=direction, revision=args.revision, force=args.force)
        except VifrError as error:
            if len(wanted) == 1:
                raise
            failures += 1  # the other direction may still be had
            print(f"vifr: {error}", file=sys.stderr)
        else:
            print(f"{model.label}\t{model.path}")
    return 1 if failures else 0


def _doctor() -> int:
    from mt.models import selftest
    from mt.models.resolve import find_all

    for package in _PACKAGES:
        try:
            print(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            print(f"{package} is not installed")
    failures = 0
    for _, found in find_all():
        if isinstance(found, ModelError):
            reasons: tuple[str, ...] = (str(found),)
        else:
            reasons = tuple(f"{found.label}: {reason}" for reason in selftest.run(found).reasons)
        for reason in reasons:
            print(f"wrong  {reason}")
        if not reasons and isinstance(found, Model):
            print(f"ok     {found.label}")
        failures += bool(reasons)
    return 1 if failures else 0


def _export(args: argparse.Namespace) -> int:
    from mt.models import resolve
    from mt.models.marian_export import export

    print(export(resolve(args.name, args.direction), args.to))
    return 0
