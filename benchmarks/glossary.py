"""What a glossary does to translations: terms kept, chrF and time, without it and with it.

    python benchmarks/glossary.py                     the test split, both directions, the bundled names
    python benchmarks/glossary.py --split dev --margins 0.1 0.2 0.35 0.5     to choose the margin
    python benchmarks/glossary.py --show              every caption that changes

`terms` counts those found in the sources; `agreed` only those that the reference says as the glossary asks,
which is the fairer figure: of the others some stand in names, and some a human says otherwise. chrF is given
over all captions and over those that change. With a margin, the worst hypothesis that is taken for one with
more terms is that many nats a piece less likely than the model's own.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass

import sacrebleu

from mt.caption import DIRECTIONS, Pair
from mt.corpora import load
from mt.corpora.press import press_glossary
from mt.translate import Options, Translator
from mt.translate import terms as keeping

GLOSSARY = press_glossary()


@dataclass(frozen=True, slots=True)
class Run:
    """Translations of a split, their flags, and the processor time a caption in milliseconds."""

    texts: list[str]
    flags: list[tuple[str, ...]]
    milliseconds: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--directions", nargs="+", choices=DIRECTIONS, default=list(DIRECTIONS))
    parser.add_argument("--captions", type=int, default=None, help="only the first (default: all)")
    parser.add_argument("--margins", nargs="+", type=float, default=[keeping.MARGIN])
    parser.add_argument("--show", action="store_true", help="print what changes")
    args = parser.parse_args()
    pairs = load("captions", split=args.split)[: args.captions]
    print("direction\tglossary\tterms\tkept\tagreed\tkept\tchrF\tchanged\tchrF of these\tCPU ms a caption")
    for direction in args.directions:
        without = run(pairs, direction, args.model, None)
        report(pairs, direction, "without", without, without)
        for margin in args.margins:
            with_it = run(pairs, direction, args.model, margin)
            report(pairs, direction, f"margin {margin:g}", without, with_it)
            if args.show:
                show(pairs, direction, without, with_it)


def run(pairs: Sequence[Pair], direction: str, model: str, margin: float | None) -> Run:
    """Translate the sources; without a glossary where the margin is None."""
    keeping.MARGIN = margin or 0.0
    options = Options(glossary=None if margin is None else GLOSSARY)
    translator = Translator.load(direction, model=model, options=options)
    sources = [pair.side(direction[:2]) for pair in pairs]
    list(translator.translate([sources[0]]))
    start = time.process_time()
    found = list(translator.translate(sources))
    spent = time.process_time() - start
    return Run([t.text for t in found], [t.flags for t in found], 1000 * spent / len(pairs))


def report(pairs: Sequence[Pair], direction: str, name: str, without: Run, run: Run) -> None:
    source, target = direction.split("-")
    terms = kept = agreed = agreed_and_kept = 0
    for pair, text in zip(pairs, run.texts, strict=True):
        wanted = set(GLOSSARY.wanted(pair.side(source), source))
        if wanted:
            missed = set(GLOSSARY.missed(pair.side(source), text, source))
            said = wanted - set(GLOSSARY.missed(pair.side(source), pair.side(target), source))
            terms, kept = terms + len(wanted), kept + len(wanted - missed)
            agreed, agreed_and_kept = agreed + len(said), agreed_and_kept + len(said - missed)
    references = [pair.side(target) for pair in pairs]
    changed = [i for i, (a, b) in enumerate(zip(without.texts, run.texts, strict=True)) if a != b]
    of_these = ""
    if changed:
        before, after = (
            chrf([r.texts[i] for i in changed], [references[i] for i in changed]) for r in (without, run)
        )
        of_these = f"{before:.2f} -> {after:.2f}"
    print(
        direction,
        name,
        *(terms, f"{kept / max(terms, 1):.1%}", agreed, f"{agreed_and_kept / max(agreed, 1):.1%}"),
        *(f"{chrf(run.texts, references):.2f}", len(changed), of_these, f"{run.milliseconds:.1f}"),
        sep="\t",
        flush=True,
    )


def chrf(hypotheses: list[str], references: list[str]) -> float:
    return float(sacrebleu.corpus_chrf(hypotheses, [references]).score)


def show(pairs: Sequence[Pair], direction: str, without: Run, run: Run) -> None:
    for pair, before, after, flags in zip(pairs, without.texts, run.texts, run.flags, strict=True):
        if before != after or any(flag.startswith("glossary:") for flag in flags):
            print(f"\n  {pair.side(direction[:2])}\n- {before}\n+ {after}\n  {'; '.join(flags)}")


if __name__ == "__main__":
    main()
