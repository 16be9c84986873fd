"""Marian folder in, CTranslate2 folder out. Needs torch and transformers; translating later does not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.errors import MissingExtra, ModelDamaged
from mt.models import manifest
from mt.models.marian import MarianFolder

if TYPE_CHECKING:
    from ctranslate2.specs import TransformerSpec


def can_convert() -> bool:
    """Whether the packages a conversion needs are installed; does not import them."""
    return all(find_spec(package) for package in ("torch", "transformers"))


def convert(
    marian: MarianFolder,
    target: Path,
    *,
    name: str,
    direction: str,
    revision: str = "",
    quantization: str = "int8",
) -> manifest.Manifest:
    """Write `marian` into the empty folder `target` for CTranslate2, with its pieces and a manifest.

    Args:
        marian: a checked Marian folder.
        target: an empty folder.
        name: what the model is called: its hub id, or its folder as the user gave it.
        direction: `vi-fr` or `fr-vi`.
        revision: commit of the hub; by default a hash of the converted weights.
        quantization: `int8`, or `float32` for weights that stay as they are.

    Raises MissingExtra, or ModelDamaged when transformers cannot make a model of it.
    """
    source, language = direction.split("-")
    spec = _specification(marian)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(target))
    for pieces in ("source.spm", "target.spm"):
        shutil.copyfile(marian.path / pieces, target / pieces)
    return manifest.write(
        target,
        manifest.Manifest(
            name=name,
            source=source,
            target=language,
            source_spm="source.spm",
            target_spm="target.spm",
            normalisation=marian.normalisation,
            max_source_pieces=marian.max_source_pieces,
            source_prefix=marian.language_tag(language),
            revision=revision,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What CTranslate2's loader asks of a tokenizer; transformers' own warns of a package it never calls."""

    pieces: dict[str, int]
    eos_token: str = "</s>"
    unk_token: str = "<unk>"
    pad_token: str = "<pad>"

    def get_vocab(self) -> dict[str, int]:
        return self.pieces


def _specification(marian: MarianFolder) -> TransformerSpec:
    """The weights and the vocabulary in CTranslate2's terms, float32."""
    if not can_convert():
        raise MissingExtra("torch and transformers", extra="helsinki", purpose="converting PyTorch weights")
    import torch
    from ctranslate2.converters.transformers import MarianMTLoader
    from transformers import MarianMTModel

    with _quiet(), torch.no_grad():
        try:
            model, info = MarianMTModel.from_pretrained(
                marian.path, dtype=torch.float32, local_files_only=True, output_loading_info=True
            )
        except (OSError, RuntimeError, TypeError, ValueError, KeyError) as error:
            what = f"transformers cannot load it ({type(error).__name__}: {error})"
            raise ModelDamaged(what, where=marian.path) from error
        lost = sorted({*info["missing_keys"], *map(str, info["mismatched_keys"])})
        if lost:
            raise ModelDamaged(f"transformers found no weights for {lost[0]}", where=marian.weights)
        pad_row = model.model.shared.weight[-1]
        loader = _start_row_loader() if pad_row.count_nonzero() else MarianMTLoader()
        return loader(model, _Vocabulary(marian.vocabulary))


def _start_row_loader() -> Any:
    """A loader for weights whose `<pad>` row is not zero, as fine-tuning through tied embeddings leaves it.

    transformers starts the decoder from that row. CTranslate2's own loader drops the row and starts from
    zero, as Marian does, and then nearly every output differs. Here the row stays and is the start; a bias
    keeps `<pad>` from being written, as `bad_words_ids` does in transformers.
    """
    import torch
    from ctranslate2.converters.transformers import BartLoader

    class StartRowLoader(BartLoader):  # type: ignore[misc]
        def get_model_spec(self, model: Any) -> TransformerSpec:
            model.config.normalize_before = model.config.normalize_embedding = False
            spec = super().get_model_spec(model)
            projection = spec.decoder.projection
            bias = projection.bias if projection.has_bias() else torch.zeros(projection.weight.shape[0])
            projection.bias = torch.cat([bias[:-1], torch.tensor([-1e9])])
            return spec

        def set_config(self, config: Any, model: Any, tokenizer: Any) -> None:
            config.eos_token, config.unk_token = tokenizer.eos_token, tokenizer.unk_token
            config.decoder_start_token = tokenizer.pad_token

    return StartRowLoader()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without transformers' progress bars and tables."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
