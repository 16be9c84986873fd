"""Does a model translate at all? Two probe captions in each direction, and the hashes of its files.

It asks for sanity, not for quality: upgrades of libraries and damaged weights have shown themselves as
loops, empty output and copies of the source, and those are what is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mt.errors import ModelDamaged
from mt.models import manifest
from mt.models.marian import read_pieces
from mt.models.model import Model

PROBES = (
    ("Hai em bé chơi bóng trên bãi biển.", "Deux enfants jouent au ballon sur la plage."),
    ("Thủ tướng thăm một trường học ở Hà Nội.", "Le Premier ministre visite une école à Hanoï."),
    ("Người dân bán hoa ở chợ.", "Des habitants vendent des fleurs au marché."),
)
_REPEATS = 4


@dataclass(frozen=True, slots=True)
class SelfTest:
    """How a model did.

    Attributes:
        model: the model.
        outputs: what it made of the probe captions, in order; empty when it could not be loaded.
        reasons: what is wrong with it, a line each; empty when all is well.
    """

    model: Model
    outputs: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.reasons


def run(model: Model) -> SelfTest:
    """Check the files of `model`, load it on one thread, translate the probes. Never raises ModelError."""
    sources = [probe[0] if model.source == "vi" else probe[1] for probe in PROBES]
    samples = [probe[1] if model.target == "fr" else probe[0] for probe in PROBES]
    try:
        if (model.path / manifest.NAME).exists():
            manifest.check_hashes(model.path, manifest.read(model.path))
        source, target = read_pieces(model.source_spm), read_pieces(model.target_spm)
        batch = [source.encode(text, out_type=str) for text in sources]
        results = _translate(model, batch)
    except ModelDamaged as error:
        return SelfTest(model, (), (str(error),))
    reasons = [
        *_unknown(source, sources, model.source_spm.name),
        *_round_trip(target, samples, model.target_spm.name),
    ]
    outputs = [
        str(target.decode([piece for piece in result if piece != model.source_end])) for result in results
    ]
    for text, pieces, output, result in zip(sources, batch, outputs, results, strict=True):
        reasons += (f"{text!r} {what}" for what in _wrong(text, output, result, _limit(pieces)))
    if len(set(outputs)) == 1:
        reasons.append("says the same whatever it is given")
    return SelfTest(model, tuple(outputs), tuple(reasons))


def _limit(pieces: list[str]) -> int:
    return 3 * len(pieces) + 20


def _translate(model: Model, batch: list[list[str]]) -> list[list[str]]:
    """The best hypothesis of each source, its end token included."""
    import ctranslate2

    try:
        translator = ctranslate2.Translator(str(model.path), device="cpu", inter_threads=1, intra_threads=1)
        results = []
        for pieces in batch:
            results += translator.translate_batch(
                [model.source_tokens(pieces)],
                beam_size=4,
                max_input_length=0,
                max_decoding_length=_limit(pieces),
                return_end_token=True,
            )
    except (OSError, RuntimeError, ValueError, IndexError) as error:  # the last: a variable is missing
        raise ModelDamaged(f"CTranslate2 cannot run it ({error})", where=model.path) from error
    return [result.hypotheses[0] for result in results]


def _unknown(pieces: Any, texts: list[str], name: str) -> list[str]:
    """A model whose pieces do not know plain captions of its language got the pieces of another one."""
    ids = [number for text in texts for number in pieces.encode(text)]
    unknown = sum(number == pieces.unk_id() for number in ids)
    return (
        [f"{name} does not know {unknown} of {len(ids)} pieces of plain captions"]
        if 10 * unknown > len(ids)
        else []
    )


def _round_trip(pieces: Any, texts: list[str], name: str) -> list[str]:
    broken = [text for text in texts if pieces.decode(pieces.encode(text)) != text]
    return [f"{name} does not give {broken[0]!r} back"] if broken else []


def _wrong(text: str, output: str, pieces: list[str], limit: int) -> list[str]:
    if not output.strip():
        return ["became nothing"]
    if len(pieces) >= limit:
        return [f"did not come to an end in {limit} pieces"]
    if loop := _loop(pieces):
        return [f"became a loop of {''.join(loop)!r}"]
    if output.strip().casefold() == text.strip().casefold():
        return ["came back untranslated"]
    return []


def _loop(pieces: list[str]) -> list[str]:
    """A run of 1 to 4 pieces that is said four times on end; empty when there is none."""
    for length in range(1, 5):
        for start in range(len(pieces) - _REPEATS * length + 1):
            run = pieces[start : start + length]
            if pieces[start : start + _REPEATS * length] == run * _REPEATS:
                return run
    return []
