"""The translation memory beside a translator: asked before the model, told afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mt.caption import Offer, Translation
from mt.memory import Entry, Memory
from mt.memory.entry import MACHINE, now
from mt.models.model import Model
from mt.text.credit import attach
from mt.text.glossary import Glossary
from mt.translate.flags import is_doubtful
from mt.translate.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a memory has for a caption.

    Attributes:
        text: the translation, its credit with it; empty where the model has to translate.
        flags: `memory:exact`, `memory:exact=machine` or `memory:fuzzy=87`.
        model: what made the translation; empty where a person approved it.
        offer: what is shown beside the model's translation.
    """

    text: str = ""
    flags: tuple[str, ...] = ()
    model: str = ""
    offer: Offer | None = None


class Recall:
    """A memory as one translator uses it.

    The caption is looked up without its credit, which is written by rule behind what is found; where the
    memory has it with its credit, it is taken as it is.

    Args:
        memory: is asked and told.
        model: whose translations are told, and taken again.
        least: the score from which entries are offered, in per cent.
        glossary: what a machine said before is taken only where it keeps these terms.
    """

    def __init__(self, memory: Memory, model: Model, *, least: int, glossary: Glossary | None = None) -> None:
        self._memory, self._model, self._least, self._glossary = memory, model, least, glossary

    def before(self, prepared: Prepared) -> Recalled:
        """What the memory has for a caption."""
        if not prepared.body or not prepared.segments:  # it needs no translation
            return Recalled()
        direction, label = self._model.direction, self._model.label
        found, credit = self._memory.exact(prepared.body, direction, model=label), prepared.credit
        if found is None and credit:
            found, credit = self._memory.exact(prepared.caption.text, direction, model=label), ""
        if found:
            text = found.side(self._model.target)
            missed = self._missed(prepared.body, text)
            if found.is_approved or not missed:
                kind = "memory:exact" if found.is_approved else f"memory:exact={MACHINE}"
                return Recalled(attach(text, credit), (kind, *missed), found.model)
        for match in self._memory.fuzzy(prepared.body, direction, least=self._least):
            offer = Offer(attach(match.text, prepared.credit), match.source, match.score, match.entry.origin)
            return Recalled(flags=(f"memory:fuzzy={match.score}",), offer=offer)
        return Recalled()

    def after(self, done: Iterable[tuple[Prepared, Translation]]) -> None:
        """Tell the memory what the model made of these captions, but for what is doubtful."""
        date, model = now(), self._model
        entries = []
        for prepared, translation in done:
            if prepared.segments and not is_doubtful(translation.flags) and not _is_recalled(translation):
                text = _without(prepared, translation.text)
                vi, fr = (prepared.body, text) if model.source == "vi" else (text, prepared.body)
                entries.append(Entry(vi, fr, MACHINE, model.direction, model.label, date))
        if entries:
            self._memory.add(entries)

    def _missed(self, source: str, text: str) -> tuple[str, ...]:
        if not self._glossary:
            return ()
        missed = self._glossary.missed(source, text, self._model.source)
        return tuple(f"glossary:missed={term.text}" for term in missed)


def _is_recalled(translation: Translation) -> bool:
    return any(flag.startswith("memory:exact") for flag in translation.flags)


def _without(prepared: Prepared, text: str) -> str:
    """A translation without its credit, and without the stop that was put between the two."""
    body = text.removesuffix(prepared.credit)
    bare = body.removesuffix(".")
    if prepared.credit and not prepared.body.endswith(".") and attach(bare, prepared.credit) == text:
        return bare
    return body
