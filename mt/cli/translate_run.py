"""The way of the captions through `vifr translate`: rows → translations → journal → result."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from mt.caption import Caption, Translation
from mt.cli import searching, translate_aids
from mt.cli.translate_inputs import AnyDocument, Inputs
from mt.cli.translate_plan import Job
from mt.cli.translate_report import Report
from mt.documents import parquet, written
from mt.documents.document import StructuredDocument
from mt.errors import InputError
from mt.files.decoding import encode
from mt.files.document import Document
from mt.files.formats import writer
from mt.files.journal import Journal, sha256
from mt.files.output import Write, claimed, device, is_replaceable, replacing, standard_output
from mt.files.row import Added, Row
from mt.text.house_style import HouseStyle, load
from mt.translate import Options, Translator

OTHER = {"vi": "fr", "fr": "vi"}
BOM = "\ufeff"


def translate(jobs: Sequence[Job], args: argparse.Namespace) -> int:
    """Do all jobs with one model; returns the exit status, 1 where a row failed.

    Raises:
        VifrError: an input or output that cannot be used, a language that cannot be told, a model that is not
            there. All inputs are looked at before the first caption is translated.
    """
    style = Path(args.house_style) if args.house_style else None
    language = args.source or OTHER.get(args.target, "")
    with ExitStack() as stack:
        aids = stack.enter_context(translate_aids.opened(args))
        options = Options(
            **searching.chosen(args),
            nbest=args.nbest,
            batch_tokens=args.batch_tokens,
            threads=args.threads,
            style=_house_style(style),
            glossary=aids.glossary,
            memory=aids.memory,
            fuzzy=args.fuzzy,
        )
        added = aids.names(Added.into(args.into) if args.into else Added(), args.into)
        inputs = Inputs(language=language, column=args.column, added=added)
        stack.callback(inputs.close)
        if not args.quiet and sys.stdin.isatty() and any(job.path is None for job in jobs):
            print("vifr: reading captions from the terminal, one a line; Ctrl-D ends", file=sys.stderr)
        source = inputs.source_language(jobs)
        translator = Translator.load(f"{source}-{OTHER[source]}", model=args.model, options=options)
        report = Report(jobs, quiet=args.quiet)
        stack.callback(report.close)
        report.say(f"vifr: model {translator.model.label}")
        settings = {"house style": sha256(style) if style else "", **aids.settings}
        run = _Run(inputs, translator, report, resume=args.resume, restart=args.restart, settings=settings)
        for job in jobs:
            run.do(job)
        run.forget()
    report.summary()
    return 1 if report.failed or aids.unreadable else 0


def _house_style(path: Path | None) -> HouseStyle | None:
    if path is None:
        return None
    try:
        return load(path)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path) from None
    except ValueError as error:
        raise InputError(str(error), remedy="see mt/text/house_style.toml") from None


class _Run:
    def __init__(
        self,
        inputs: Inputs,
        translator: Translator,
        report: Report,
        *,
        resume: bool,
        restart: bool,
        settings: dict[str, object],
    ) -> None:
        self._inputs, self._translator, self._report = inputs, translator, report
        self._resume, self._restart, self._settings = resume, restart, settings
        self._journals: list[Journal] = []
        self._started = self._header_is_out = False

    def do(self, job: Job) -> None:
        """Translate one input; its result is complete when this returns."""
        with ExitStack() as stack:
            document = self._inputs.open(job)
            stack.callback(document.close)
            journal: Journal | None = None
            if job.output is None:
                write = stack.enter_context(standard_output())
            elif not is_replaceable(job.output):
                write = stack.enter_context(device(job.output))
            else:
                stack.enter_context(claimed(job.output))
                if job.is_resumable:
                    journal = self._journal(job, document)
                    stack.callback(journal.close)
                write = stack.enter_context(replacing(job.output))
            if document.encoding != "utf-8":
                self._report.say(
                    f"vifr: {document.name}: read as {document.encoding.upper()}, written as UTF-8"
                )
            try:
                self._copy(document, job, journal, write)
                if isinstance(document, StructuredDocument):
                    if not document.rows:
                        self._report.say(f"vifr: {document.name}: nothing in it to translate")
                    for remark in document.remarks:
                        self._report.say(f"vifr: {document.name}: {remark}")
            except KeyboardInterrupt:
                if journal is not None and journal.rows:
                    self._report.say(
                        f"vifr: {journal.rows} rows are done; continue with --resume", always=True
                    )
                raise

    def forget(self) -> None:
        """All is done: remove the journals. Until then they tell which of several files are finished."""
        for journal in self._journals:
            journal.path.unlink(missing_ok=True)

    def _copy(self, document: AnyDocument, job: Job, journal: Journal | None, write: Write) -> None:
        if blocks := self._structured(document, job, journal):
            for block in blocks:
                write(block)
            return
        to_lines = writer(document.layout, job.output_format, self._inputs.added)
        mark = BOM if document.layout.bom and job.output_format != "jsonl" else ""
        if job.output is not None:
            write(encode(mark + to_lines.header()))
        elif not self._header_is_out:  # several inputs run into one stream, under the header of the first
            header = to_lines.header()
            write(encode(("" if self._started else mark) + header))
            self._header_is_out = bool(header)
            self._started = True
        for row, translation in self._reported(document, journal):
            write(encode(to_lines.row(row, translation)))

    def _structured(self, document: AnyDocument, job: Job, journal: Journal | None) -> Iterator[bytes] | None:
        """The result in blocks where its format has more than lines (`mt.documents`); else None."""
        finished = self._reported(document, journal)
        if not isinstance(document, Document) and job.stays:
            return document.written(finished)
        if job.output_format == "parquet":
            return parquet.written(document.layout, self._inputs.added, finished)
        if job.output_format in written.FORMATS:
            pairs = (written.both(row, translation) for row, translation in finished)
            source = self._translator.model.source
            return written.written(job.output_format, pairs, source=source, name=document.name)
        return None

    def _reported(self, document: AnyDocument, journal: Journal | None) -> Iterator[tuple[Row, Translation]]:
        for row, translation in self._finished(document, journal):
            self._report.row(document.name, row, translation)
            yield row, translation

    def _finished(self, document: AnyDocument, journal: Journal | None) -> Iterator[tuple[Row, Translation]]:
        """Every row with its translation: first those that the journal has, then the new ones."""
        rows = iter(document)
        if journal is None:
            return self._translated(rows)
        model = self._translator.model
        done = journal.done(rows, direction=model.direction, model=model.label)
        return chain(self._remembered(done), self._noted(rows, journal))

    def _remembered(self, done: Iterator[tuple[Row, Translation]]) -> Iterator[tuple[Row, Translation]]:
        """A run that was killed may not have put all of it into the memory."""
        for row, translation in done:
            self._translator.remember([translation])
            yield row, translation

    def _noted(self, rows: Iterator[Row], journal: Journal) -> Iterator[tuple[Row, Translation]]:
        for row, translation in self._translated(rows):
            journal.add(translation)
            yield row, translation

    def _translated(self, rows: Iterator[Row]) -> Iterator[tuple[Row, Translation]]:
        model = self._translator.model
        waiting: deque[Row] = deque()

        def captions() -> Iterator[Caption]:
            for row in rows:
                waiting.append(row)
                # A row that cannot be read holds its place as an empty caption.
                yield Caption(row.text, id=str(row.line), language=model.source)

        for translation in self._translator.translate(captions(), progress=self._report.model_progress):
            row = waiting.popleft()
            if row.problem:
                flags = (f"failed:{row.problem.what}",)
                translation = Translation(translation.source, "", model.direction, flags, model=model.label)
            yield row, translation

    def _journal(self, job: Job, document: AnyDocument) -> Journal:
        assert job.path is not None and job.output is not None
        options, model = self._translator.options, self._translator.model
        journal = Journal.open(
            job.output,
            {
                "input": f"sha256:{sha256(job.path)}",
                "format": job.format,
                "column": document.layout.column,
                "model": model.label,
                "direction": model.direction,
                "beam size": options.beam_size,
                "rerank": options.rerank,
                "n-best": options.nbest,
                **self._settings,
            },
            resume=self._resume,
            restart=self._restart,
        )
        self._journals.append(journal)
        return journal
