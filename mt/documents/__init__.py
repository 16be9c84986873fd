"""Files with a structure of their own, translated in place: everything but the translations stays as it was.

document   the protocol that every format fulfils, and the open file: rows out, results in, bytes out
registry   which format a file is in, by its suffix and its first bytes
source     the bytes of a file or of standard input; decoded: those of a file that is read whole, as text
markup     elements of XML with their places in the file; tags: those of HTML
xliff, tmx, po, page (HTML), newsml, ninjs   one format each
parquet    tables, which are written anew
pairs      pairs of captions out of these files
written    pairs as files of TMX and XLIFF

Of `mt.translate` this room knows the flags only.
"""
