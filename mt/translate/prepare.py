"""From a caption as it was found to what a model is given, and what need not go to a model at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mt.caption import Caption
from mt.corpora import load
from mt.models.model import Model
from mt.text import credit, currency
from mt.text.diacritics import restoration
from mt.text.house_style import HouseStyle
from mt.text.language import Guess, detect
from mt.text.sentences import pieces_that_fit
from mt.text.typography import for_model
from mt.text.unicode import repair
from mt.translate.engine import Engine
from mt.translate.islands import begun_small, divided

# A caption is given back as "already translated" only on strong evidence; in doubt it is translated. It takes
# as much to say that it is in neither language: none of 7,394 bundled texts is.
_SURELY = 0.995
# Beyond this share of unknown characters a model invents text.
_UNREADABLE = 0.5


@dataclass(frozen=True, slots=True)
class Segment:
    """One input of the model: a whole caption, or a part of one that is too long."""

    text: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A caption ready to be translated; without segments and credit it is passed through.

    Attributes:
        caption: as it was found.
        segments: what the model is to translate.
        flags: what was done to it so far.
        credit: in the target language, put behind what the model says.
        body: the caption without its credit, repaired and restored.
        frame: what stands before, between and behind the segments; one more than they are.
    """

    caption: Caption
    segments: tuple[Segment, ...]
    flags: tuple[str, ...]
    credit: str = ""
    body: str = ""
    frame: tuple[str, ...] = ()

    def joined(self, texts: Iterable[str], language: str) -> str:
        """The segments, each as one of `texts` in `language`, with what stands between them.

        What goes on in the middle of a sentence begins with a small letter again, unless it is a name.
        """
        said = [self.frame[0]]
        for segment, text, after in zip(self.segments, texts, self.frame[1:], strict=True):
            goes_on = segment.text[:1].islower() and any(said)
            said += (begun_small(text, language) if goes_on else text), after
        return "".join(said)


def prepare(caption: Caption, model: Model, engine: Engine, style: HouseStyle | None = None) -> Prepared:
    """Repair a caption, take off its credit, normalise it and, only where it is too long, split it.

    The credit is written in the other language by `style`, the one of the package when None.
    """
    text, repairs = repair(caption.text)
    flags = tuple(f"repaired:{name}" for name in repairs)
    guess = detect(text)
    reason = _needs_no_model(text, guess, model)
    if reason:
        return Prepared(caption, (), (*flags, f"passed-through:{reason}"))
    restored = restoration(text, model.source)
    if restored.changed:
        text = restored.text
        flags += ("restored",)

    def written(found: credit.Credit) -> str:
        nonlocal flags
        rendering = credit.rendering(found, style, _terms())
        if not rendering.is_certain:
            flags += ("credit:kept",)
        return rendering.text

    rendered = ""
    if found := credit.find(text, model.source):
        text, rendered = found.caption, written(found)
    body = text

    def fits(part: str) -> bool:
        return len(engine.encode(part)) <= model.max_source_pieces

    text = for_model(currency.in_words(text, model.source), model.source, model.normalisation)
    apart = divided(text, model.source, written)
    segments: list[Segment] = []
    frame = [apart.frame[0]]
    for whole, after in zip(apart.parts, apart.frame[1:], strict=True):
        parts = [part for piece in pieces_that_fit(whole, fits) if (part := piece.strip())]
        segments += (Segment(part, tuple(engine.encode(part))) for part in parts)
        frame += [*[" "] * (len(parts) - 1), after]
    unknown = engine.unknown(piece for segment in segments for piece in segment.pieces)
    if unknown:
        if len(unknown) > _UNREADABLE * sum(not c.isspace() for c in text):
            return Prepared(caption, (), (*flags, "passed-through:unreadable"))
        flags += ("unknown:" + "".join(dict.fromkeys(c for c in unknown if not c.isspace()))[:20],)
    if guess.language == "other" and guess.probability >= _SURELY:
        flags += ("doubtful:language",)
    if len(segments) > len(apart.parts):
        flags += (f"split:{len(segments)}",)
    return Prepared(caption, tuple(segments), tuple(dict.fromkeys(flags)), rendered, body, tuple(frame))


@cache
def _terms() -> credit.Terms:
    """Institutions and places of the bundled glossary, which is read when the first credit needs it."""
    return credit.Terms(lambda: [(term.vi, term.fr, term.note) for term in load("glossary")])


def _needs_no_model(text: str, guess: Guess, model: Model) -> str:
    if not text:
        return "empty"
    if not any(c.isalpha() for c in text):
        return "no-words"
    if guess.language == model.target and guess.probability >= _SURELY:
        return f"already-{model.target}"
    return ""
