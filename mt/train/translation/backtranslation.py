"""Back-translation: text of one language, translated by a model, becomes pairs for the other direction.

The side that people wrote becomes what is learnt to be said; the machine's side only has to be understood
(Sennrich, Haddow and Birch, Improving Neural Machine Translation Models with Monolingual Data, ACL 2016).
Poor translations teach to ignore the source, so only the surest are kept: those that pass every check on
pairs, with the same numbers on both sides, and of these the best by the model's own score; where a second
model is given, also only those that it translates back to something like the original.

Translating takes hours. Every finished line is in a journal beside the output, from which a run that was
killed goes on and from which, at the end, the pairs are chosen.
"""

from __future__ import annotations

import lzma
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from mt.caption import Translation
from mt.errors import OutputError
from mt.files.journal import Journal, sha256
from mt.files.output import beside
from mt.files.row import Row
from mt.text.language import detect
from mt.text.unicode import fold, repair
from mt.train.translation.filters import dropped
from mt.train.translation.lines import lines
from mt.train.translation.normalise import normalised
from mt.train.translation.overlap import HeldOut, key
from mt.train.translation.settings import Filters
from mt.translate import Translator

_WINDOW = 512  # lines between two round trips
_BLOCK = 20_000  # pairs compared with what is held out at a time
_LEAST_WORDS = 2
_ROUND_TRIP = "round-trip"
# A translation with one of these flags is no example: it failed a check, or no model made it, or the text it
# was made from had lost its diacritics and is nothing to learn to write.
_NO_EXAMPLE = frozenset({"doubtful", "unknown", "passed-through", "restored", "failed"})

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to keep.

    Attributes:
        keep: share of the good pairs that is kept, the best by the model's score.
        least_chrf: least chrF of the way there and back against the original; asked only with a second model.
        limits: what a pair must be like.
        near: whether near-duplicates of held-out captions are dropped, besides copies.
        most: lines translated at most; 0 for all.
    """

    keep: float = 0.6
    least_chrf: float = 40.0
    limits: Filters = field(default_factory=Filters)
    near: bool = True
    most: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the lines: how many became pairs, the lowest score kept, and why the others did not."""

    kept: int
    score: float
    dropped: Counter[str]


def backtranslate(
    texts: Sequence[Path],
    translator: Translator,
    output: Path,
    plan: Plan,
    *,
    held_out: HeldOut,
    back: Translator | None = None,
    resume: bool = False,
    restart: bool = False,
    progress: Progress = lambda line: None,
) -> Outcome:
    """Translate lines and write the pairs worth learning from: `vi fr score`, and `round_trip` with `back`.

    To be used inside `mt.files.output.claimed`. When it is done the journal is removed.

    Args:
        texts: files of lines in the language that `translator` reads.
        output: a `.tsv.xz` file.
        held_out: texts that must not be among the pairs.
        back: a translator of the other direction, for the round trip.
        resume, restart: see `Journal.open`.
        progress: told how many lines of the files have been gone through.

    Raises:
        VifrError: a file that cannot be read or written, or an unfinished run and neither `resume` nor
            `restart`.
    """
    model = translator.model
    what = {
        "input": [sha256(path) for path in texts],
        "model": model.label,
        "beam size": translator.options.beam_size,
        "sampling": translator.options.sampling,
        "way back": back.model.label if back else "",
        "most": plan.most,
    }
    counts: Counter[str] = Counter()
    with closing(Journal.open(output, what, resume=resume, restart=restart)) as journal:
        rows = _rows(texts, model.source, held_out, plan, Counter())
        for row in islice(rows, journal.rows):
            progress(row.line)
        for row, translation in _translated(rows, translator, back, plan):
            journal.add(translation)
            progress(row.line)
    with closing(Journal.open(output, what, resume=True)) as journal:

        def finished(counts: Counter[str]) -> Iterator[tuple[Row, Translation]]:
            rows = _rows(texts, model.source, held_out, plan, counts)
            return journal.done(rows, direction=model.direction, model=model.label)

        outcome = _choose(finished, output, plan, held_out, counts, has_way_back=back is not None)
        path = journal.path
    path.unlink(missing_ok=True)
    return outcome


def _rows(
    texts: Iterable[Path], language: str, held_out: HeldOut, plan: Plan, counts: Counter[str]
) -> Iterator[Row]:
    """The lines worth translating, repaired; always the same ones. Why others are not is counted."""
    seen: set[int] = set()
    longest = plan.limits.longest_vi if language == "vi" else plan.limits.longest_fr
    number = line = 0
    for path in texts:
        for raw in lines(path):
            line += 1
            text = repair(raw)[0]
            letters = key(text)
            guess = detect(text)
            if sum(word.isalpha() for word in fold(text).split()) < _LEAST_WORDS:
                counts["too short"] += 1
            elif len(text) > longest:
                counts["length"] += 1
            elif hash(letters) in seen:
                counts["doubled"] += 1
            elif held_out.has(letters, letters):
                counts["held out"] += 1
            elif guess.language not in (language, "unknown"):
                counts["language"] += 1
            else:
                seen.add(hash(letters))
                yield Row(number, line, text, raw)
                number += 1
                if number == plan.most:
                    return


def _translated(
    rows: Iterator[Row], translator: Translator, back: Translator | None, plan: Plan
) -> Iterator[tuple[Row, Translation]]:
    """Every row with its translation, and the chrF of its way back among the flags, if it is good."""
    waiting: deque[Row] = deque()

    def texts() -> Iterator[str]:
        for row in rows:
            waiting.append(row)
            yield row.text

    stream = translator.translate(texts())
    while window := list(islice(stream, _WINDOW if back else 1)):
        for translation in _with_way_back(window, back, plan) if back else window:
            yield waiting.popleft(), translation


def _with_way_back(translations: Sequence[Translation], back: Translator, plan: Plan) -> list[Translation]:
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    worth = [not _fault(t, plan.limits) for t in translations]
    returned = back.translate(t.text for t, good in zip(translations, worth, strict=True) if good)
    result = []
    for translation, good in zip(translations, worth, strict=True):
        if good:
            original = normalised(translation.source.text, back.model.target)
            again = normalised(next(returned).text, back.model.target)
            alike = metric.sentence_score(again, [original]).score
            flags = (*translation.flags, f"{_ROUND_TRIP}:{alike:.1f}")
            translation = replace(translation, flags=flags)
        result.append(translation)
    return result


def _choose(
    finished: Callable[[Counter[str]], Iterator[tuple[Row, Translation]]],
    output: Path,
    plan: Plan,
    held_out: HeldOut,
    counts: Counter[str],
    *,
    has_way_back: bool,
) -> Outcome:
    """Go through the journal twice: for the score that is good enough, then for the pairs that have it."""
    scores: list[float] = []
    good = bytearray()
    for _, translation in finished(counts):
        reason = _fault(translation, plan.limits)
        if not reason and has_way_back and _way_back(translation) < plan.least_chrf:
            reason = "way back"
        if not reason and held_out.has(*map(key, _sides(translation))):
            reason = "held out"
        if reason:
            counts[reason] += 1
        else:
            scores.append(_score(translation))
        good.append(not reason)
    scores.sort(reverse=True)
    least = scores[max(0, round(plan.keep * len(scores)) - 1)] if scores else 0.0
    chosen = (t for (_, t), is_good in zip(finished(Counter()), good, strict=True) if is_good)
    sure = _with_score(chosen, least, counts)
    kept = _write(_unheard(sure, plan, held_out, counts), output, has_way_back=has_way_back)
    return Outcome(kept, least, counts)


def _with_score(
    translations: Iterable[Translation], least: float, counts: Counter[str]
) -> Iterator[Translation]:
    for translation in translations:
        if _score(translation) >= least:
            yield translation
        else:
            counts["score"] += 1


def _unheard(
    translations: Iterator[Translation], plan: Plan, held_out: HeldOut, counts: Counter[str]
) -> Iterator[Translation]:
    """Without near-duplicates of what is held out."""
    if not plan.near:
        yield from translations
        return
    while block := list(islice(translations, _BLOCK)):
        near = held_out.near([_sides(t) for t in block], threshold=plan.limits.held_out)
        counts["near held out"] += len(near)
        yield from (t for place, t in enumerate(block) if place not in near)


def _write(translations: Iterable[Translation], output: Path, *, has_way_back: bool) -> int:
    part = beside(output, "part")
    kept = 0
    try:
        with lzma.open(part, "wt", encoding="utf-8", newline="\n", preset=1) as file:
            file.write("vi\tfr\tscore" + "\tround_trip" * has_way_back + "\n")
            for translation in translations:
                vi, fr = _sides(translation)
                way_back = f"\t{_way_back(translation):.1f}" if has_way_back else ""
                file.write(f"{vi}\t{fr}\t{_score(translation):.4f}{way_back}\n")
                kept += 1
        part.replace(output)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", where=output, remedy="make room, then --resume"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return kept


def _fault(translation: Translation, limits: Filters) -> str:
    """Why a translation is no example, in a word; empty when it is one."""
    for flag in translation.flags:
        code, _, detail = flag.partition(":")
        if code in _NO_EXAMPLE:
            return detail if code == "doubtful" else code
    if translation.score is None:
        return "passed-through"
    vi, fr = _sides(translation)
    return dropped(normalised(vi, "vi"), normalised(fr, "fr"), limits, machine=True)


def _sides(translation: Translation) -> tuple[str, str]:
    source, target = translation.source.text, translation.text
    return (source, target) if translation.direction == "vi-fr" else (target, source)


def _score(translation: Translation) -> float:
    return translation.score or 0.0


def _way_back(translation: Translation) -> float:
    for flag in translation.flags:
        code, _, value = flag.partition(":")
        if code == _ROUND_TRIP:
            return float(value)
    return 0.0
