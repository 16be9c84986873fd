"""`vifr translate`: captions from files or standard input, translated row by row."""

from __future__ import annotations

import argparse

from mt.caption import LANGUAGES
from mt.cli import searching, translate_aids, translate_photos
from mt.cli.translate_plan import INPUT_FORMATS, OUTPUT_FORMATS

EXAMPLES = """files, by suffix:
  .txt, none        a caption a line; exactly one line out for every line in
  .tsv .csv         the column --column, or vi/fr, caption, text, source; translation and flags are added
  .jsonl            the key --column, or as above; translation, flags, score and model are added
  .xlf .tmx .po     empty targets are filled and marked as made by a machine
  .html .xml .json  captions of a page, of NewsML-G2, of ninjs; everything else stays as it is

examples:
  vifr translate captions.txt > french.txt
  vifr translate --from fr --column legend photos.csv -o photos-vi.csv
  vifr translate captions.txt --format jsonl          with the flags and the score of every caption
  vifr translate *.tsv -o translated/                 every file under its own name
  vifr translate big.tsv -o big-fr.tsv --resume       go on after a crash
  vifr translate job.xlf -o job-fr.xlf                a file of a translation tool, its tags kept
  vifr translate captions.tsv -o captions.tmx         a translation memory of both languages
  vifr translate day.tsv -o day-fr.tsv --memory desk.tmx --glossary press    what the desk has and wants

Rows that cannot be read are said on standard error, passed through, and make the exit status 1."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("files", nargs="*", metavar="FILE", help="default, or -: standard input")
    parser.add_argument("--from", dest="source", choices=LANGUAGES, help="default: told from the captions")
    parser.add_argument("--to", dest="target", choices=LANGUAGES, help="default: the other language")
    parser.add_argument(
        "--model",
        default="auto",
        metavar="M",
        help="auto (default), embedded, helsinki, a hub id or a folder",
    )
    parser.add_argument("--column", default="", metavar="NAME", help="column or key of the captions")
    parser.add_argument(
        "--into", default="", metavar="NAME", help="name of the added column (default: translation)"
    )
    parser.add_argument(
        "--input-format", choices=INPUT_FORMATS, help="of standard input and of files of other suffixes"
    )
    parser.add_argument(
        "--format",
        choices=OUTPUT_FORMATS,
        help="of the output; default: by the suffix of -o, else as the input",
    )
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="a file, or a folder for several")
    unfinished = parser.add_mutually_exclusive_group()
    unfinished.add_argument(
        "--resume", action="store_true", help="go on where an unfinished run with -o stopped"
    )
    unfinished.add_argument("--restart", action="store_true", help="throw an unfinished run away")
    searching.add_arguments(parser)
    parser.add_argument(
        "--nbest", type=int, default=1, metavar="N", help="hypotheses a caption, with --format jsonl"
    )
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="default: one for each core")
    parser.add_argument(
        "--batch-tokens", type=int, default=1024, metavar="N", help="source pieces in a batch (default: 1024)"
    )
    parser.add_argument(
        "--house-style", default="", metavar="FILE", help="how credits are written (TOML); see the README"
    )
    translate_aids.add_arguments(parser)
    parser.add_argument("--quiet", action="store_true", help="say only what failed")
    translate_photos.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Translate; returns the exit status, 1 where a row failed."""
    if translate_photos.takes(args.files):
        return translate_photos.run(args)
    from mt.cli.translate_plan import plan
    from mt.cli.translate_run import translate

    return translate(plan(args), args)
