"""One reader and one writer for every type of file, chosen by suffix: `.txt`, `.tsv`, `.csv`, `.jsonl`.

decoding   bytes → lines: BOM, UTF-16, CRLF, bytes that are not UTF-8
text, tsv, csv_table, jsonl   lines → rows, and rows with their translations → lines
formats    which of them a file is
document   one open input
journal    what is done of a run, so that a crash loses nothing
output     where the result goes, put in place only when it is complete
"""
