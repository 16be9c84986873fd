"""Files with a structure of their own, translated in place: everything but the translations stays as it was.

document   the protocol that every format fulfils, and the open file: rows out, results in, bytes out
registry   which format a file is in, by its suffix and its first bytes
source     the bytes of a file or of standard input
markup     elements of XML with their places in the file
xliff, tmx, po, page, ninjs, newsml, parquet   one format each
pairs      files of pairs of captions, read and written whole
"""
