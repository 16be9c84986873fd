"""The inputs of `vifr translate`: opened, looked at, and asked which language they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mt.caption import LANGUAGES
from mt.cli.translate_plan import Job
from mt.documents import registry
from mt.documents.document import StructuredDocument
from mt.documents.parquet import ParquetDocument
from mt.documents.source import Source
from mt.errors import UsageError
from mt.files.document import Document, open_document
from mt.files.row import Added

# Captions that are asked for their language, and rows looked through to find them.
_VOTERS, _LOOK_AHEAD = 50, 1000


AnyDocument = Document | StructuredDocument | ParquetDocument


class Inputs:
    """Opens an input twice: once to look at it, once to translate it; a pipe is kept open in between.

    Args:
        language: of the captions, where it was said.
        column: their column or key, where it was said.
        added: names of what is added to a row.
    """

    def __init__(self, *, language: str, column: str, added: Added) -> None:
        self.language, self.column, self.added = language, column, added
        self._streams: dict[Job, Document] = {}
        self._sources: dict[Job, Source] = {}
        self._told = ""  # the language that the first inputs are in

    def open(self, job: Job) -> AnyDocument:
        if job.is_structured:
            if job not in self._sources:
                self._sources[job] = Source(job.path)
            if job.format == "parquet":
                return ParquetDocument(
                    self._sources[job], added=self.added, column=self.column, language=self.language
                )
            format = registry.load(job.format)
            return StructuredDocument(self._sources[job], format, language=self.language or self._told)
        if job in self._streams:
            return self._streams.pop(job)
        document = open_document(
            job.path,
            format=job.format,
            output_format=job.output_format,
            added=self.added,
            column=self.column,
            language=self.language,
        )
        if not job.is_file:
            self._streams[job] = document
        return document

    def source_language(self, jobs: Sequence[Job]) -> str:
        """The language to translate from: the one that was said, or that of the first captions.

        Looks into every input, so that a wrong column is known before the first caption is translated.

        Raises:
            InputError: an input that cannot be read.
            UsageError: a column that is not there; or neither language has the majority.
        """
        language, header = self.language, None
        for job in jobs:
            document = self.open(job)
            try:
                columns = document.layout.columns
                if job.output is None and columns:  # all go to standard output, under one header
                    if header not in (None, columns):
                        raise UsageError(
                            "has other columns than the inputs before",
                            where=document.name,
                            remedy="use -o FOLDER/",
                        )
                    header = columns
                if isinstance(document, StructuredDocument):
                    document.scan()
                language = language or _language(document)
            finally:
                if job.is_file and not job.is_structured:
                    document.close()
        self._told = language or LANGUAGES[0]  # there is no text at all: either will do
        return self._told

    def close(self) -> None:
        for document in self._streams.values():
            document.close()
        for source in self._sources.values():
            source.close()


def _language(document: AnyDocument) -> str:
    """`vi` or `fr`, as the file or most of the first captions say; empty where there are no captions."""
    from mt.text.language import detect

    if isinstance(document, StructuredDocument) and document.language:
        return document.language
    texts = [row.text for row in document.peek(_LOOK_AHEAD) if row.text.strip()][:_VOTERS]
    votes = Counter(detect(text).language for text in texts)
    if not texts:
        return ""
    for language in LANGUAGES:
        if 2 * votes[language] > len(texts) - votes["unknown"]:
            return language
    raise UsageError(
        "cannot tell the language of the captions", where=document.name, remedy="say --from vi or --from fr"
    )
