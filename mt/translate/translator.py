"""Captions in, translations out: one for each, in order, however many there are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mt.caption import DIRECTIONS, Alternative, Caption, Translation
from mt.errors import UsageError
from mt.memory import Memory
from mt.memory.memory import LEAST
from mt.models import Model, resolve
from mt.text.credit import attach
from mt.text.glossary import Glossary
from mt.text.house_style import HouseStyle
from mt.text.typography import typeset
from mt.translate import figures, names
from mt.translate.engine import CTranslate2Engine, Decoding, Engine, Hypothesis, second_attempt
from mt.translate.guards import problems
from mt.translate.prepare import Prepared, Segment, prepare
from mt.translate.recall import Recall, Recalled
from mt.translate.rerank import Reranker
from mt.translate.terms import Completing, TermKeeper

# Captions read ahead: few at first, so that the first result comes at once, then enough to fill batches.
# More than 512 is not faster, and what is finished is handed on only once a window.
_FIRST_WINDOW, _LARGEST_WINDOW = 16, 512
# Segments remembered, so that a caption that comes again soon is not translated again; some 30 MB.
_REMEMBERED = 4_096
# Checks that a repeated phrase has nothing to do with.
_FACTS = frozenset({"numbers", "names"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to translate.

    Attributes:
        beam_size: hypotheses searched side by side; 1 is fastest, 4 is what the models are measured with.
        nbest: hypotheses returned for each caption (`Translation.alternatives`), at most `beam_size`.
        batch_tokens: source pieces translated in one batch.
        threads: batches at the same time; 0 is one for each core.
        style: how credits are written; that of the package when None, see `mt.text.house_style`.
        retries: whether what fails a check is tried again with a wider beam, which takes time.
        sampling: above 1, each piece is drawn from this many of the most probable (beam size 1 only).
        glossary: terms that the translations are to keep.
        memory: translations to take instead of asking the model, and where to put what it says.
        rerank: a model of the other direction that chooses among the hypotheses, named as for
            `Translator.load`; empty for none. Better, and several times slower; see `mt.translate.rerank`.
        fuzzy: how like a caption of the memory has to be to be offered (`Translation.offer`), in per cent.
    """

    beam_size: int = 4
    nbest: int = 1
    batch_tokens: int = 1024
    threads: int = 0
    style: HouseStyle | None = None
    retries: bool = True
    sampling: int = 1
    glossary: Glossary | None = None
    memory: Memory | None = None
    rerank: str = ""
    fuzzy: int = LEAST

    def __post_init__(self) -> None:
        if self.beam_size < 1 or self.batch_tokens < 1 or self.threads < 0:
            raise UsageError("beam size and batch tokens start at 1, threads at 0")
        if self.sampling < 1 or (self.sampling > 1 and self.beam_size > 1):
            raise UsageError("sampling goes with a beam size of 1", remedy="leave one of them out")
        if not 1 <= self.nbest <= self.beam_size:
            raise UsageError(
                f"{self.nbest} hypotheses cannot come from a beam of {self.beam_size}",
                remedy="raise the beam size or ask for fewer",
            )
        if self.rerank and self.beam_size < 2:
            raise UsageError("a beam of 1 leaves nothing to choose from", remedy="raise the beam size")
        if not 1 <= self.fuzzy <= 100:
            raise UsageError(f"fuzzy matches of {self.fuzzy} %", remedy="choose from 1 to 100")


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What became of one segment: its hypotheses, best first, and how it got there."""

    hypotheses: tuple[Hypothesis, ...]
    flags: tuple[str, ...]

    def marked(self) -> _Rendered:
        """The same, as what failed its checks for good."""
        return replace(self, flags=tuple(f"doubtful:{problem}" for problem in self.flags))


class Translator:
    """Translates captions in one direction with one model.

    Attributes:
        model: that translates.
        back: the model of the other direction that chooses among its hypotheses, if any.

    >>> from mt import Translator
    >>> translator = Translator.load("vi-fr")
    >>> for translation in translator.translate(["Ảnh: Trí Dũng/TTXVN"]):
    ...     print(translation.text)
    """

    def __init__(
        self, model: Model, engine: Engine, options: Options, reranker: Reranker | None = None
    ) -> None:
        self.model, self.options = model, options
        self._engine, self._reranker = engine, reranker
        self.back = reranker and reranker.model
        nbest = options.beam_size if reranker else options.nbest
        self._decoding = Decoding(beam_size=options.beam_size, nbest=nbest, sampling=options.sampling)
        self._memory: OrderedDict[tuple[str, ...], _Rendered] = OrderedDict()
        self._terms = options.glossary and self._term_keeper(options.glossary)
        self._recall = options.memory and Recall(
            options.memory, model, least=options.fuzzy, glossary=options.glossary
        )

    @classmethod
    def load(
        cls, direction: str, *, model: str | Model = "auto", options: Options | None = None
    ) -> Translator:
        """A translator for `vi-fr` or `fr-vi`. Opens no network connection.

        Args:
            direction: `vi-fr` or `fr-vi`.
            model: `auto`, `embedded`, `helsinki`, a hub id, a folder, or a model from `mt.models`.
            options: how to translate.

        Raises:
            UsageError: there is no such direction.
            ModelNotFound: the model is not on this machine.
            ModelDamaged: a file of it is missing or broken.
        """
        if direction not in DIRECTIONS:
            raise UsageError(f"there is no direction {direction!r}", remedy="choose vi-fr or fr-vi")
        options = options or Options()
        found = resolve(model, direction) if isinstance(model, str) else model
        engine = CTranslate2Engine(found, threads=options.threads, batch_tokens=options.batch_tokens)
        if not options.rerank:
            return cls(found, engine, options)
        back = resolve(options.rerank, f"{found.target}-{found.source}")
        return cls(found, engine, options, Reranker(back, CTranslate2Engine(back, threads=options.threads)))

    def translate(
        self, captions: Iterable[str | Caption], *, progress: Callable[[int], object] | None = None
    ) -> Iterator[Translation]:
        """Yield one translation for each caption, in order, reading ahead no more than a window.

        Args:
            captions: texts or captions; may be endless.
            progress: called with the number of segments finished since its last call.
        """
        stream = (Caption(item) if isinstance(item, str) else item for item in captions)
        size = _FIRST_WINDOW
        while window := list(islice(stream, size)):
            prepared = [self._prepared(caption) for caption in window]
            recalled = [self._recall.before(p) if self._recall else Recalled() for p in prepared]
            both = list(zip(prepared, recalled, strict=True))
            rendered = self._render((s for p, r in both if not r.text for s in p.segments), progress)
            done = [self._translation(p, r, rendered) for p, r in both]
            if self._recall:
                self._recall.after(zip(prepared, done, strict=True))
            yield from done
            size = min(2 * size, _LARGEST_WINDOW)

    def remember(self, translations: Iterable[Translation]) -> None:
        """Tell the memory, where there is one, of what was translated in an earlier run."""
        if self._recall:
            self._recall.after((self._prepared(one.source), one) for one in translations)

    def _prepared(self, caption: Caption) -> Prepared:
        return prepare(caption, self.model, self._engine, self.options.style)

    def _render(
        self, segments: Iterable[Segment], progress: Callable[[int], object] | None
    ) -> dict[tuple[str, ...], _Rendered]:
        """Translate each distinct segment once; those that were translated before, not at all."""
        wanted = {segment.pieces: segment for segment in segments}
        new = [segment for pieces, segment in wanted.items() if pieces not in self._memory]
        for segment, hypotheses in zip(new, self._hypotheses(new, self._decoding, progress), strict=True):
            found = self._problems(segment, hypotheses[0])
            self._memory[segment.pieces] = _Rendered(tuple(hypotheses[: self.options.nbest]), found)
        self._retry([segment for segment in new if self._memory[segment.pieces].flags])
        self._keep_terms(new)
        rendered = {pieces: self._memory[pieces] for pieces in wanted}
        for pieces in wanted:
            self._memory.move_to_end(pieces)
        while len(self._memory) > _REMEMBERED:
            self._memory.popitem(last=False)
        return rendered

    def _hypotheses(
        self,
        segments: Sequence[Segment],
        decoding: Decoding,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        """For each segment what the model says, names and numbers put right, best first."""
        found = self._engine.translate([s.pieces for s in segments], decoding, progress=progress)
        better = [
            [self._put_right(segment, hypothesis) for hypothesis in hypotheses]
            for segment, hypotheses in zip(segments, found, strict=True)
        ]
        return self._reranker.ranked(segments, better) if self._reranker else better

    def _retry(self, segments: list[Segment]) -> None:
        """A second attempt for what failed a check: the best that passes, else the first, marked."""
        if not self.options.retries:
            for segment in segments:
                self._memory[segment.pieces] = self._memory[segment.pieces].marked()
            return
        facts = [s for s in segments if _FACTS.issuperset(self._memory[s.pieces].flags)]
        others = [s for s in segments if not _FACTS.issuperset(self._memory[s.pieces].flags)]
        for again, may_repeat in ((facts, True), (others, False)):
            decoding = second_attempt(self._decoding, may_repeat=may_repeat)
            for segment, candidates in zip(again, self._hypotheses(again, decoding), strict=True):
                failed = self._memory[segment.pieces]
                good = next((c for c in candidates if not self._problems(segment, c)), None)
                self._memory[segment.pieces] = (
                    _Rendered((good, *failed.hypotheses[1:]), tuple(f"retried:{p}" for p in failed.flags))
                    if good
                    else failed.marked()
                )

    def _term_keeper(self, glossary: Glossary) -> TermKeeper:
        if not isinstance(self._engine, Completing):
            raise UsageError(
                "this engine cannot keep the terms of a glossary", remedy="use CTranslate2Engine"
            )
        return TermKeeper(
            glossary,
            self._engine,
            put_right=self._put_right,
            accepts=lambda segment, hypothesis: not self._problems(segment, hypothesis),
            source=self.model.source,
            decoding=replace(self._decoding, nbest=1),
        )

    def _keep_terms(self, segments: list[Segment]) -> None:
        """A further attempt for what misses a term of the glossary; what is missed even then is flagged."""
        if not self._terms:
            return
        before = [self._memory[segment.pieces] for segment in segments]
        kept = self._terms.keep(segments, [rendered.hypotheses[0] for rendered in before])
        for segment, rendered, now in zip(segments, before, kept, strict=True):
            flags = rendered.flags
            if now.hypothesis is not rendered.hypotheses[0]:
                flags = (*(f for f in flags if not f.startswith("doubtful:")), "retried:glossary")
            flags += tuple(f"glossary:missed={term.text}" for term in now.missed)
            self._memory[segment.pieces] = _Rendered((now.hypothesis, *rendered.hypotheses[1:]), flags)

    def _put_right(self, segment: Segment, hypothesis: Hypothesis) -> Hypothesis:
        text = names.put_right(segment.text, hypothesis.text, self.model.source)
        text = figures.put_right(segment.text, text, self.model.source)
        return hypothesis if text == hypothesis.text else replace(hypothesis, text=text)

    def _problems(self, segment: Segment, hypothesis: Hypothesis) -> tuple[str, ...]:
        return problems(
            segment.text, hypothesis.text, source_language=self.model.source, complete=hypothesis.complete
        )

    def _translation(
        self, prepared: Prepared, recalled: Recalled, all_rendered: dict[tuple[str, ...], _Rendered]
    ) -> Translation:
        """What the memory has, or the segments of a caption put together again."""
        if recalled.text or not prepared.segments:
            return Translation(
                source=prepared.caption,
                text=recalled.text or prepared.credit or " ".join(prepared.caption.text.split()),
                direction=self.model.direction,
                flags=(*prepared.flags, *recalled.flags),
                model=recalled.model if recalled.text else self.model.label,
            )
        rendered = [all_rendered[segment.pieces] for segment in prepared.segments]
        best = [part.hypotheses[0] for part in rendered]
        pieces = [len(hypothesis.pieces) + 1 for hypothesis in best]
        others = rendered[0].hypotheses[1:] if len(rendered) == 1 else ()
        flags = [*prepared.flags, *recalled.flags, *(flag for part in rendered for flag in part.flags)]
        for segment, hypothesis in zip(prepared.segments, best, strict=True):
            flags += names.guesses(segment.text, hypothesis.text, self.model.source)
        return Translation(
            source=prepared.caption,
            text=self._finished(best, prepared),
            direction=self.model.direction,
            flags=tuple(dict.fromkeys(flags)),
            score=sum(h.score * n for h, n in zip(best, pieces, strict=True)) / sum(pieces),
            alternatives=tuple(Alternative(self._finished([o], prepared), o.score) for o in others),
            model=self.model.label,
            offer=recalled.offer,
        )

    def _finished(self, said: Sequence[Hypothesis], prepared: Prepared) -> str:
        text = prepared.joined([hypothesis.text for hypothesis in said], self.model.target)
        return attach(typeset(text, self.model.target), prepared.credit)
