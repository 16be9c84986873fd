"""What a model makes of a reference set, ready to be scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mt.caption import Translation
from mt.evaluation.run import Output, ReferenceSet
from mt.models import Model
from mt.text.unicode import strip_diacritics
from mt.translate import Options, Translator


def translate(
    reference_set: ReferenceSet,
    model: str | Model,
    *,
    options: Options | None = None,
    stripped: bool = False,
    progress: Callable[[int], object] = lambda captions: None,
) -> Output:
    """The translations of one model, a line each.

    Args:
        reference_set: with sources and a direction.
        stripped: whether to translate the sources without their diacritics as well, to see what that costs.
        progress: called with the number of captions translated since the last call; each counts twice when
            `stripped`.

    Raises:
        ModelError, UsageError: as `Translator.load`.
    """
    options = options or Options()
    translator = Translator.load(reference_set.direction, model=model, options=options)

    def run(sources: Iterable[str]) -> Iterator[Translation]:
        for translation in translator.translate(sources):
            progress(1)
            yield translation

    translations = list(run(reference_set.sources))
    settings: dict[str, int | str] = {"beam_size": options.beam_size}
    if translator.back:
        settings["reranked_by"] = translator.back.label
    output = Output(
        translator.model.label,
        tuple(_line(translation) for translation in translations),
        settings,
        flags=tuple(translation.flags for translation in translations),
    )
    if not stripped:
        return output
    again = run(map(strip_diacritics, reference_set.sources))
    return replace(output, from_stripped=tuple(_line(translation) for translation in again))


def _line(translation: Translation) -> str:
    return " ".join(translation.text.split("\n")).rstrip()
