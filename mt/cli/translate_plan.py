"""What `vifr translate` is going to do: which inputs, of which formats, and where each result goes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.documents import registry, written
from mt.errors import InputError, UsageError
from mt.files.formats import FORMATS, SUFFIXES, format_of, refuse_foreign
from mt.files.output import check_output, is_replaceable

INPUT_FORMATS = (*FORMATS, *registry.NAMES)
OUTPUT_FORMATS = (*INPUT_FORMATS, "xliff2")
_WRITTEN = (*FORMATS, *written.FORMATS, "parquet")


@dataclass(frozen=True, slots=True)
class Job:
    """One input and its result.

    Attributes:
        path: the input; None is standard input.
        format: of the input.
        output_format: of the result.
        output: where the result goes; None is standard output.
    """

    path: Path | None
    format: str
    output_format: str
    output: Path | None

    @property
    def is_file(self) -> bool:
        """Whether the input can be read twice; pipes and standard input cannot."""
        return self.path is not None and self.path.is_file()

    @property
    def is_structured(self) -> bool:
        """Whether the input is of a format that is translated in place (`mt.documents`)."""
        return self.format in registry.NAMES

    @property
    def stays(self) -> bool:
        """Whether the result is the input with its translations in place."""
        return self.is_structured and self.output_format == self.format

    @property
    def is_resumable(self) -> bool:
        """Whether a journal can be kept: the input is there a second time and the result is a file."""
        return self.is_file and self.output is not None and is_replaceable(self.output)


def plan(args: argparse.Namespace) -> list[Job]:
    """The jobs that the arguments ask for, in order.

    Raises:
        UsageError: arguments that contradict one another, an unknown suffix, an output that is an input or is
            named as an office file, an archive or a picture.
        InputError: an input that does not exist.
        OutputError: an output whose folder does not exist.
    """
    if args.source and args.source == args.target:
        raise UsageError(f"--from and --to are both {args.source}", remedy="give one of them")
    paths = [None if name == "-" else Path(name) for name in args.files or ["-"]]
    if paths.count(None) > 1:
        raise UsageError("standard input can be read only once", remedy="name - once")
    try:
        jobs = [_job(path, args, several=len(paths) > 1) for path in paths]
        _check_outputs(jobs)
    except OSError as error:  # a name that the file system does not take
        raise UsageError(
            error.strerror or str(error), where=error.filename, remedy="check the name"
        ) from error
    if args.nbest > 1 and any(job.output_format != "jsonl" for job in jobs):
        raise UsageError(
            "only JSON rows have room for several hypotheses", remedy="use --format jsonl with --nbest"
        )
    if args.resume and not all(job.is_resumable for job in jobs):
        raise UsageError(
            "only a file that goes to a file can be resumed", remedy="name the input and -o FILE"
        )
    for job in jobs:
        _check_formats(job, several=len(jobs) > 1)
    return jobs


def _check_formats(job: Job, *, several: bool) -> None:
    if job.output_format not in _WRITTEN and not job.stays:
        raise UsageError(
            f"captions cannot be written as {job.output_format}",
            where=job.output or job.path or "standard output",
            remedy=f"choose {', '.join(_WRITTEN)}",
        )
    if job.output is None and several and job.output_format not in FORMATS:
        raise UsageError(
            "several files of this kind cannot go into one stream", where=job.path, remedy="use -o FOLDER/"
        )


def _job(path: Path | None, args: argparse.Namespace, *, several: bool) -> Job:
    if path is not None and not path.exists():
        raise InputError("no such file", where=path, remedy="check the name")
    if path is not None and path.is_dir():
        raise InputError("is a folder", where=path, remedy=f"name its files, e.g. {path}/*.txt")
    input_format = _input_format(path, args.input_format)
    if not args.output or args.output == "-":
        return Job(path, input_format, args.format or input_format, None)
    output = Path(args.output)
    if output.is_dir() or args.output.endswith(("/", "\\")):
        output_format = args.format or input_format
        return Job(
            path, input_format, output_format, check_output(output / _name(path, input_format, output_format))
        )
    if several:
        raise UsageError(
            "several inputs need a folder",
            where=output,
            remedy=f"run: mkdir -p '{output}.d'; -o '{output}.d/'",
        )
    refuse_foreign(output)
    by_suffix = _by_suffix(output, input_format)
    return Job(path, input_format, args.format or by_suffix, check_output(output))


def _by_suffix(output: Path, input_format: str) -> str:
    """The format that a result is named for: that of the input where its name does not say."""
    named = SUFFIXES.get(output.suffix.lower()) if output.suffix else ""
    return named or registry.format_named(output.suffix) or input_format


def _input_format(path: Path | None, said: str | None) -> str:
    if path is not None and (structured := registry.format_of(path)):
        return structured
    if path is not None and path.suffix.lower() in registry.AMBIGUOUS and not said:
        raise UsageError(
            "is of no kind that is known here",
            where=path,
            remedy="an .xml may be XLIFF, TMX or NewsML-G2, a .json ninjs; say it with --input-format",
        )
    if path is None or (path.suffix.lower() not in SUFFIXES and said):
        return said or "txt"
    return format_of(str(path))


def _name(path: Path | None, input_format: str, output_format: str) -> str:
    """The name of a result in a folder: that of the input, its suffix changed where the format is."""
    if path is None:
        raise UsageError("standard input has no name to use in a folder", remedy="name a file with -o")
    if input_format == output_format:
        return path.name
    return path.with_suffix(".xlf" if output_format.startswith("xliff") else f".{output_format}").name


def _check_outputs(jobs: Sequence[Job]) -> None:
    seen: dict[Path, Path | None] = {}
    for job in jobs:
        if job.output is None:
            continue
        if job.output in seen:
            raise UsageError(
                f"{seen[job.output]} and {job.path} would both go there",
                where=job.output,
                remedy="run them one by one",
            )
        seen[job.output] = job.path
        for other in jobs:
            if other.path is not None and job.output.exists() and other.path.samefile(job.output):
                raise UsageError(
                    "is an input and the output", where=other.path, remedy="name another file with -o"
                )
    if jobs[0].output is None and len({job.output_format for job in jobs}) > 1:
        raise UsageError(
            "inputs of several formats cannot go into one stream",
            remedy=f"use -o FOLDER/, or --format {'|'.join(FORMATS)}",
        )
