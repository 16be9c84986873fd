"""How good a network is while it learns: translations of dev captions, scored, by the engine that ships."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.caption import Pair
from mt.models import Model, convert, folder, marian
from mt.translate import Options, Translator


@dataclass(frozen=True, slots=True)
class Scores:
    """BLEU and chrF of a number of captions, sacreBLEU's defaults, 0 to 100."""

    bleu: float
    chrf: float
    captions: int

    def __str__(self) -> str:
        return f"BLEU {self.bleu:.1f}, chrF {self.chrf:.1f} on {self.captions} captions"


def converted(marian_folder: Path, target: Path, *, name: str, direction: str) -> Model:
    """The Marian folder as an int8 model in `target`, in place of what is there."""
    part = target.with_name(target.name + ".new")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    convert.convert(marian.check(marian_folder), part, name=name, direction=direction)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    return folder.open_folder(target, name=name, origin="folder", direction=direction)


def translations(model: Model, pairs: Sequence[Pair], *, beam_size: int = 1, threads: int = 1) -> list[str]:
    """What the model makes of the source sides, as `vifr translate` would."""
    options = Options(beam_size=beam_size, threads=threads)
    translator = Translator.load(model.direction, model=model, options=options)
    return [t.text for t in translator.translate([pair.side(model.source) for pair in pairs])]


def score(hypotheses: Sequence[str], pairs: Sequence[Pair], language: str) -> Scores:
    """Score translations against the sides in `language`."""
    from mt.evaluation.metrics import METRICS

    references = [[pair.side(language) for pair in pairs]]
    bleu, chrf = (
        METRICS[name]().corpus_score(list(hypotheses), references).score for name in ("BLEU", "chrF")
    )
    return Scores(bleu, chrf, len(pairs))
