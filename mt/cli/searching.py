"""`--beam-size` and `--rerank`: how hypotheses are searched for and chosen."""

from __future__ import annotations

import argparse
from typing import Any

_BEAM, _BEAM_TO_CHOOSE_FROM = 4, 8
_BACK = "auto"


def add_arguments(parser: argparse._ActionsContainer) -> None:
    """Add both options."""
    parser.add_argument(
        "--beam-size",
        type=positive,
        metavar="N",
        help=f"beam of the search (default: {_BEAM}; {_BEAM_TO_CHOOSE_FROM} with --rerank)",
    )
    parser.add_argument(
        "--rerank",
        action="store_true",
        help="let a model of the other direction choose among the hypotheses: better, and four times slower",
    )


def positive(text: str) -> int:
    """A number from 1, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


positive.__name__ = "positive number"  # argparse: "invalid positive number value: '0'"


def chosen(args: argparse.Namespace) -> dict[str, Any]:
    """What the arguments mean for `mt.translate.Options`."""
    beam_size = args.beam_size or (_BEAM_TO_CHOOSE_FROM if args.rerank else _BEAM)
    return {"beam_size": beam_size, "rerank": _BACK if args.rerank else ""}
