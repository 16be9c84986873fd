"""What the translator is given: one model on this machine, ready for CTranslate2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Model:
    """One model that CTranslate2 can load at once.

    Attributes:
        name: `embedded`, a hub id such as `Helsinki-NLP/opus-mt-vi-fr`, or the folder as the user gave it.
        source: language it reads, `vi` or `fr`.
        target: language it writes.
        path: the CTranslate2 folder (model.bin, config.json, vocabulary).
        source_spm: SentencePiece model that cuts the source into pieces.
        target_spm: SentencePiece model that joins the pieces of the target.
        revision: commit of the hub, or the first 12 hex digits of a hash of the weights.
        normalisation: what is done to the text first, `vifr` (our own models) or `moses` (opus-mt).
        max_source_pieces: a sentence with more pieces has to be split before the model.
        origin: `embedded`, `hub` or `folder`.
        source_prefix: a language tag the model wants before every source, such as `>>vie<<`; mostly empty.
        source_end: the token to put after every source; empty where CTranslate2 adds it by itself.
    """

    name: str
    source: str
    target: str
    path: Path
    source_spm: Path
    target_spm: Path
    revision: str
    normalisation: str
    max_source_pieces: int
    origin: str
    source_prefix: str = ""
    source_end: str = "</s>"

    @property
    def direction(self) -> str:
        """`vi-fr` or `fr-vi`."""
        return f"{self.source}-{self.target}"

    @property
    def size(self) -> int:
        """Bytes of the files the model consists of."""
        files = {file.resolve() for file in self.path.iterdir() if file.is_file()}
        return sum(
            file.stat().st_size for file in files | {self.source_spm.resolve(), self.target_spm.resolve()}
        )

    @property
    def label(self) -> str:
        """Name, direction and revision in one word, e.g. `embedded-vi-fr@3f2a91c04d7e`."""
        name = self.name if self.direction in self.name else f"{self.name}-{self.direction}"
        return f"{name}@{self.revision[:12]}"

    def source_tokens(self, pieces: Sequence[str]) -> list[str]:
        """The tokens CTranslate2 is given for one sentence: its pieces between language tag and end token.

        Without the end token the output is silently worse, with two of them as well.
        """
        return [token for token in (self.source_prefix, *pieces, self.source_end) if token]
