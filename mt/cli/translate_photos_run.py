"""The way of the photos through `vifr translate`: photo → texts → translations → photo, a row each."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from mt.caption import LANGUAGES, Caption, Translation
from mt.cli import searching
from mt.cli.translate_photos_report import Report, Row
from mt.cli.translate_run import _house_style
from mt.corpora import load
from mt.errors import UsageError, VifrError
from mt.files.output import check_output, claimed, device, is_replaceable, replacing, standard_output
from mt.photos.agreement import dissenting
from mt.photos.choosing import Choice, choose, unharmed
from mt.photos.photo import CREDIT, DESCRIPTION, HEADLINE, Photo, Said, read
from mt.photos.provenance import digest
from mt.photos.tree import Tree
from mt.photos.writing import KeywordWish, Wish, rehearse, write
from mt.text.language import detect
from mt.translate import Options, Translator
from mt.translate.flags import is_doubtful

OTHER = {"vi": "fr", "fr": "vi"}
# Captions that are asked for their language, and photos looked through to find them.
_VOTERS, _LOOK_AHEAD = 50, 1000
_PLAIN = {"headline": HEADLINE, "credit": CREDIT}
_RECORDED = {"headline": "photoshop:Headline", "credit": "photoshop:Credit", "keywords": "dc:subject"}
# A credit that stands alone has no label; with one it is rendered like any other.
_LABEL = {"vi": "Ảnh: ", "fr": "Photo : "}
_RENDERED_LABEL = re.compile(r"\s*(?:Photo|Ảnh)\s*:\s*", re.IGNORECASE)


def translate(tree: Tree, form: str, args: argparse.Namespace) -> int:
    """Translate and, with `--write`, write every photo of the tree; returns 1 where one failed.

    Raises:
        VifrError: a language that cannot be told, a model that is not there, an output that cannot be used.
    """
    with contextlib.ExitStack() as stack:
        source = args.source or OTHER.get(args.target, "") or _language(tree.files)
        translator = Translator.load(f"{source}-{OTHER[source]}", model=args.model, options=_options(args))
        report = Report(len(tree.files), form, wrote=args.write, quiet=args.quiet, output=args.output)
        stack.callback(report.close)
        report.say(f"vifr: model {translator.model.label}")
        if args.output and args.output != "-":
            path = check_output(Path(args.output))
            if is_replaceable(path):
                stack.enter_context(claimed(path))
            put = stack.enter_context(replacing(path) if is_replaceable(path) else device(path))
        else:
            put = stack.enter_context(standard_output())
        put(report.header())
        for folder, reason in tree.unreadable:
            put(report.row(Row(str(folder), "failed", note=(reason,))))
        for row in _Run(translator, args).rows(tree.files):
            put(report.row(row))
    report.summary(len(tree.raw))
    return 1 if report.counts["failed"] else 0


def _options(args: argparse.Namespace) -> Options:
    return Options(
        **searching.chosen(args),
        batch_tokens=args.batch_tokens,
        threads=args.threads,
        style=_house_style(Path(args.house_style) if args.house_style else None),
    )


class _Task:
    """A photo, what is to be translated in it, and what of that has come back."""

    def __init__(self, path: Path, row: Row) -> None:
        self.path, self.row = path, row
        self.choice: Choice | None = None
        self.wanted: list[tuple[str, str]] = []
        self.got: list[Translation] = []


class _Run:
    def __init__(self, translator: Translator, args: argparse.Namespace) -> None:
        self._translator, self._args = translator, args
        self._direction = translator.model.direction
        self._source, self._target = self._direction.split("-")
        self._terms: dict[str, str] = {}

    def rows(self, paths: list[Path]) -> Iterator[Row]:
        """A row for every photo, in order; what is written is written when its row comes."""
        waiting: deque[_Task] = deque()

        def captions() -> Iterator[Caption]:
            for path in paths:
                task = self._task(path)
                waiting.append(task)
                # A photo without anything to translate holds its place as an empty caption.
                for kind, text in task.wanted or [("", "")]:
                    yield Caption(self._as_caption(kind, text), id=str(path), language=self._source)

        for translation in self._translator.translate(captions()):
            task = waiting[0]
            task.got.append(translation)
            if len(task.got) >= len(task.wanted):
                yield self._finished(waiting.popleft())

    def _task(self, path: Path) -> _Task:
        try:
            photo = read(path)
        except VifrError as error:
            return _Task(path, Row(str(path), "failed", note=(_reason(error),)))
        choice = choose(photo, self._direction, replace=self._args.replace)
        said, present = choice.said, choice.present
        record = photo.record("dc:description", self._target)
        note = list(_notes(photo, said))
        if (
            choice.status == "kept"
            and record
            and said
            and record.source_digest != digest(unharmed(said.text))
        ):
            note.append("the caption was changed since it was translated")
        row = Row(
            str(path),
            choice.status,
            place=_place(said),
            language=self._source if choice.status != "skipped" and said else "",
            caption=unharmed(said.text) if said else "",
            translation=present.text if present else "",
            note=tuple(note),
            model=record.model if record and choice.status == "done" else "",
            others=tuple((other.place, other.text) for other in dissenting(photo.captions)),
        )
        task = _Task(path, row)
        task.choice = choice
        if choice.status == "translate":
            task.wanted.append(("caption", row.caption))
        for kind in self._args.also:
            task.wanted += [(kind, text) for text in self._further(photo, kind)]
        if photo.broken:
            return _Task(path, row.but(status="failed", note=(*row.note, f"its XMP {photo.broken}")))
        return task

    def _further(self, photo: Photo, kind: str) -> list[str]:
        """The texts of a kind that are to be translated: those that were not, or have changed since."""
        record = photo.record(_RECORDED[kind], self._target)
        if kind == "keywords":
            added = set(record.added) if record else set()
            texts = [unharmed(said.text) for said in photo.keywords if digest(said.text) not in added]
        else:
            said = photo.headline if kind == "headline" else photo.credit
            texts = [unharmed(said[0].text)] if said else []
            if texts and detect(texts[0]).language == self._target:
                return []
        if record and not self._args.replace and record.source_digest == digest("\n".join(texts)):
            return []
        return texts

    def _as_caption(self, kind: str, text: str) -> str:
        if kind == "keywords" and self._term(text):
            return ""
        return _LABEL[self._source] + text if kind == "credit" else text

    def _term(self, keyword: str) -> str:
        """What the bundled glossary says for a keyword, whatever its capitals; empty where it has none."""
        if not self._terms:
            for term in load("glossary"):
                source, target = (term.vi, term.fr) if self._source == "vi" else (term.fr, term.vi)
                self._terms.setdefault(source.casefold(), target)
        return self._terms.get(keyword.casefold(), "")

    def _finished(self, task: _Task) -> Row:
        row = task.row
        wishes: list[Wish | KeywordWish] = []
        words: list[tuple[str, str]] = []
        model = self._translator.model.label
        for (kind, original), translation in zip(task.wanted, task.got, strict=False):
            if kind == "keywords":
                words.append((original, self._keyword(original, translation)))
                continue
            passed = next((flag for flag in translation.flags if flag.startswith("passed-through:")), "")
            text = translation.text
            if kind == "credit":
                text = _RENDERED_LABEL.sub("", text, count=1)
                passed = ""
            flags = tuple(flag for flag in translation.flags if flag != passed)
            if kind == "caption":
                row = row.but(flags=translation.flags, translation="" if passed else text, model=model)
                if passed:
                    row = row.but(status="skipped")
            else:
                row = row.but(also={**row.also, kind: text})
            if not passed and text:
                wishes.append(
                    Wish(
                        property=_PLAIN.get(kind, DESCRIPTION),
                        direction=self._direction,
                        original=original,
                        translation=text,
                        model=model,
                        flags=flags,
                        is_renewed=kind == "caption" and task.choice is not None and task.choice.is_renewed,
                        present=task.row.translation if kind == "caption" else None,
                    )
                )
        if words:
            wishes.append(
                KeywordWish(
                    direction=self._direction,
                    originals=tuple(original for original, _ in words),
                    translations=tuple(word for _, word in words),
                    model=model,
                )
            )
            row = row.but(also={**row.also, "keywords": [word for _, word in words]})
        return self._put(task, row, wishes) if wishes else row

    def _put(self, task: _Task, row: Row, wishes: list[Wish | KeywordWish]) -> Row:
        try:
            args = self._args
            if args.write:
                write(
                    task.path,
                    wishes,
                    backup=args.backup,
                    keep_times=args.keep_times,
                    signed=args.signed,
                )
            else:
                rehearse(task.path, wishes, signed=args.signed)
        except VifrError as error:
            return row.but(status="failed", note=(*row.note, _reason(error)))
        return row.but(status="written" if self._args.write else "to-write")

    def _keyword(self, original: str, translation: Translation) -> str:
        if term := self._term(original):
            return term
        text = translation.text.rstrip(".")
        return original if is_doubtful(translation.flags) or not text else text


def _language(paths: list[Path]) -> str:
    """`vi` or `fr`, as most of the first captions say; where there are none, either will do.

    Raises:
        UsageError: neither has the majority.
    """
    votes: Counter[str] = Counter()
    for path in paths[:_LOOK_AHEAD]:
        with contextlib.suppress(VifrError):
            if captions := read(path).captions:
                votes[detect(unharmed(captions[0].text)).language] += 1
        if votes.total() >= _VOTERS:
            break
    for language in LANGUAGES:
        if 2 * votes[language] > votes.total() - votes["unknown"]:
            return language
    if votes:
        raise UsageError("cannot tell the language of the captions", remedy="say --from vi or --from fr")
    return LANGUAGES[0]


def _notes(photo: Photo, said: Said | None) -> Iterator[str]:
    """What is worth knowing about where a caption comes from."""
    yield from photo.remarks
    for other in dissenting(photo.captions):
        yield f"{other.place} says something else"
    if said is not None and said.encoding != "utf-8":
        yield f"read as {said.encoding.upper()}" + ("" if said.is_certain else ", which is not certain")


def _place(said: Said | None) -> str:
    if said is None:
        return ""
    return f"{said.place}[{said.language}]" if said.language else said.place


def _reason(error: VifrError) -> str:
    """The line of an error without the name of the photo, which stands beside it."""
    return error.what if not error.remedy else f"{error.what}; {error.remedy}"
