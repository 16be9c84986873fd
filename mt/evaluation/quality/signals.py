"""What can be said of a translation without a reference: does it lead back, is it likely, do facts agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sacrebleu.metrics.chrf import CHRF

from mt.caption import Caption, Pair
from mt.checks import Finding, check_pair
from mt.models import Model
from mt.text.credit import find
from mt.text.typography import for_model
from mt.text.unicode import repair
from mt.translate import Options, Translator
from mt.translate.engine import CTranslate2Engine
from mt.translate.guards import problems
from mt.translate.prepare import prepare

SIGNALS = ("round_trip", "model", "reverse", "findings")
# Of these no signal of a model can be believed: a copy of the source leads back to it perfectly.
FATAL = frozenset({"empty", "copied", "language", "untranslated", "repetition", "loop"})
_NOT_COUNTED = frozenset({"typography", "duplicate"})
_WINDOW = 256  # pairs


@dataclass(frozen=True, slots=True)
class Signals:
    """One translation. Of all signals more is better.

    Attributes:
        round_trip: chrF of the translation translated back, against the source; 0 to 100.
        model: mean log-probability a piece of the translation, given the source; None for nothing but a
            credit, or what is too long for the model.
        reverse: the same of the source, given the translation.
        found: what `vifr check` finds.
        problems: what the translator's guards find, see `mt.translate.guards`.
    """

    round_trip: float
    model: float | None
    reverse: float | None
    found: tuple[Finding, ...]
    problems: tuple[str, ...]

    @property
    def findings(self) -> float:
        """Minus the number of findings, typography left out."""
        return -float(sum(finding.kind not in _NOT_COUNTED for finding in self.found))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of findings and problems, each once, the worst first."""
        ordered = sorted(self.found, key=lambda finding: finding.rank)
        return tuple(dict.fromkeys((*(finding.kind for finding in ordered), *self.problems)))

    @property
    def is_fatal(self) -> bool:
        """Whether it is no translation at all: empty, a copy, in the wrong language, a loop."""
        return not FATAL.isdisjoint(self.kinds)

    def values(self) -> tuple[float | None, ...]:
        """In the order of `SIGNALS`."""
        return self.round_trip, self.model, self.reverse, self.findings


class Meter:
    """Measures translations of one direction with a model of that direction and one of the other.

    Args:
        forward: the model that is asked how likely a translation is.
        backward: the model that translates back.
        options: how it does.
    """

    def __init__(self, forward: Model, backward: Model, *, options: Options | None = None) -> None:
        self.forward, self.backward = forward, backward
        options = options or Options()
        self._there = CTranslate2Engine(forward, threads=options.threads, batch_tokens=options.batch_tokens)
        self._back = CTranslate2Engine(backward, threads=options.threads, batch_tokens=options.batch_tokens)
        self._translator = Translator(backward, self._back, options)
        self._chrf = CHRF()

    def measure(
        self,
        sources: Sequence[str],
        translations: Sequence[str],
        *,
        progress: Callable[[int], object] = lambda pairs: None,
    ) -> Iterator[Signals]:
        """One for each pair, in order.

        Args:
            progress: called with the number of pairs done since the last call.
        """
        for start in range(0, len(sources), _WINDOW):
            window = slice(start, start + _WINDOW)
            found = self._window(sources[window], translations[window])
            yield from found
            progress(len(found))

    def _window(self, sources: Sequence[str], translations: Sequence[str]) -> list[Signals]:
        back = list(self._translator.translate(translations))
        there = _likelihoods(sources, translations, self.forward, self._there)
        again = _likelihoods(translations, sources, self.backward, self._back)
        measured = []
        for row, (source, translation) in enumerate(zip(sources, translations, strict=True)):
            passed = any(flag.startswith("passed-through:already") for flag in back[row].flags)
            vi, fr = (source, translation) if self.forward.source == "vi" else (translation, source)
            both_blank = not source.strip() and not translation.strip()
            measured.append(
                Signals(
                    round_trip=0.0 if passed else self._alike(back[row].text, source),
                    model=there[row],
                    reverse=again[row],
                    found=() if both_blank else tuple(check_pair(Pair("", vi, fr))),
                    problems=()
                    if both_blank
                    else problems(source, translation, source_language=self.forward.source),
                )
            )
        return measured

    def _alike(self, text: str, source: str) -> float:
        return self._chrf.sentence_score(text, [source]).score if source.strip() else 100.0


def _likelihoods(
    given: Sequence[str], texts: Sequence[str], model: Model, engine: CTranslate2Engine
) -> list[float | None]:
    """Mean log-probability a piece of each text, without its credit, given the other; None where unknown."""
    likelihoods: list[float | None] = [None] * len(given)
    rows, sources, targets = [], [], []
    for row, (one, text) in enumerate(zip(given, texts, strict=True)):
        prepared = prepare(Caption(one), model, engine)
        pieces = [piece for segment in prepared.segments for piece in segment.pieces]
        target = _bare(text, model)
        if pieces and target and len(pieces) <= model.max_source_pieces:
            rows.append(row)
            sources.append(pieces)
            targets.append(target)
    for row, value in zip(rows, engine.likelihoods(sources, targets), strict=True):
        likelihoods[row] = value
    return likelihoods


def _bare(text: str, model: Model) -> str:
    """A text as the model would write it: repaired, without its credit, in plain characters."""
    repaired, _ = repair(text)
    credit = find(repaired, model.target)
    return for_model(credit.caption if credit else repaired, model.target, model.normalisation)
