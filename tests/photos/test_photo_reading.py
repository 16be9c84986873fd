"""Captions out of photos: which place counts, what old encodings say, and when places disagree."""

from __future__ import annotations

from pathlib import Path

import photo_maker as made
import pytest
from photo_maker import FR, VI, Exiftool

from mt.photos.agreement import dissenting
from mt.photos.choosing import choose, unharmed
from mt.photos.packet import VIFR
from mt.photos.photo import DESCRIPTION, EXIF_PLACE, IPTC_PLACE, XMP_PLACE, Photo, Said, read
from mt.photos.provenance import Record, digest
from mt.photos.writing import Wish, write
from mt.text.legacy_tables import encode
from mt.text.unicode import strip_diacritics

CAPTION = "Các đại biểu dự lễ khai mạc triển lãm ảnh tại Hà Nội, sáng 12/11. Nguồn: Trí Dũng/TTXVN"


def jpeg(folder: Path, **parts: object) -> Photo:
    path = folder / "a.jpg"
    path.write_bytes(made.jpeg(**parts))  # type: ignore[arg-type]
    return read(path)


def test_xmp_counts_before_iptc_and_iptc_before_exif(tmp_path: Path) -> None:
    iptc = made.iim((120, b"Hai"), marker=b"\x1b%G")
    photo = jpeg(tmp_path, packet=made.xmp(made.alt(x_default="Một")), iptc=iptc, exif=b"Ba")
    assert [(said.place, said.text) for said in photo.captions] == [
        (XMP_PLACE, "Một"), (IPTC_PLACE, "Hai"), (EXIF_PLACE, "Ba"),
    ]  # fmt: skip


@pytest.mark.parametrize("marker", [b"", b"\x1b%G", b"\x1b.A", b"nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "tcvn3", "vni", "viscii"])
def test_iptc_is_read_whatever_its_marker_says(encoding: str, marker: bytes, tmp_path: Path) -> None:
    value = CAPTION.encode() if encoding == "utf-8" else encode(CAPTION, encoding)
    photo = jpeg(tmp_path, iptc=made.iim((120, value), marker=marker))
    assert [unharmed(said.text) for said in photo.captions] == [CAPTION]
    assert photo.captions[0].encoding == encoding


def test_short_captions_are_read_by_what_stands_beside_them(tmp_path: Path) -> None:
    values = [(120, "Chợ Huế"), (105, "Người dân mua hoa Tết ở chợ nổi Cái Răng"), (25, "đường phố")]
    iptc = made.iim(*((number, encode(text, "tcvn3")) for number, text in values))
    photo = jpeg(tmp_path, iptc=iptc)
    assert photo.captions[0].text == "Chợ Huế"
    assert [said.text for said in photo.keywords] == ["đường phố"]


def test_french_in_old_encodings(tmp_path: Path) -> None:
    text = "Des élèves récoltent le café à la sortie de l'école, près de la forêt."
    assert jpeg(tmp_path, iptc=made.iim((120, text.encode("cp1252")))).captions[0].text == text


def test_utf8_that_was_taken_for_latin_is_put_right(tmp_path: Path) -> None:
    broken = CAPTION.encode().decode("cp1252", errors="replace")
    photo = jpeg(tmp_path, packet=made.xmp(made.alt(x_default="C¸c ®¹i biÓu dù lÔ khai m¹c t¹i Hµ Néi")))
    assert unharmed(photo.captions[0].text) == "Các đại biểu dự lễ khai mạc tại Hà Nội"
    assert broken != CAPTION


def test_what_exiftool_writes_is_read(tmp_path: Path, exiftool: Exiftool) -> None:
    for name, data in (("a.jpg", made.jpeg()), ("b.tif", None), ("c.png", None), ("d.webp", None)):
        path = tmp_path / name
        if data:
            path.write_bytes(data)
        else:
            made.picture().save(path)
        exiftool("-overwrite_original", f"-EXIF:ImageDescription={VI}", f"-XMP-dc:Description-vi={VI}", path)
        if path.suffix != ".webp":
            exiftool("-overwrite_original", "-codedcharacterset=utf8", f"-IPTC:Caption-Abstract={VI}", path)
            exiftool("-overwrite_original", "-IPTC:Keywords=Huế", path)
        photo = read(path)
        assert {said.place for said in photo.captions} == {XMP_PLACE, EXIF_PLACE} | (
            {IPTC_PLACE} if path.suffix != ".webp" else set()
        )
        assert {said.text for said in photo.captions} == {VI}
        assert not dissenting(photo.captions)


@pytest.mark.parametrize(
    "said", ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\\100MEDIA\\DJI_0007.JPG", "", "  ", "12"]
)
def test_what_cameras_write_is_no_caption(said: str, tmp_path: Path) -> None:
    assert not jpeg(tmp_path, exif=said.encode()).captions


LONG = "Người dân vùng cao gùi ngô về nhà. " * 80


@pytest.mark.parametrize(
    ("place", "text", "agrees"),
    [
        (IPTC_PLACE, CAPTION, True),
        (IPTC_PLACE, CAPTION.replace(" ", "  ") + "\n", True),
        (EXIF_PLACE, strip_diacritics(CAPTION), True),
        (EXIF_PLACE, "".join(c if c.isascii() else "?" for c in CAPTION), True),
        (EXIF_PLACE, CAPTION.replace("12/11", "1?/1?"), True),
        (IPTC_PLACE, CAPTION.replace("12/11", "13/11"), False),
        (IPTC_PLACE, CAPTION[:40], False),
        (EXIF_PLACE, "Một chú thích khác", False),
    ],
)
def test_places_that_disagree(place: str, text: str, agrees: bool) -> None:
    captions = [Said(XMP_PLACE, CAPTION, "x-default"), Said(place, text)]
    assert dissenting(captions) == ([] if agrees else [captions[1]])


def test_an_iptc_caption_cut_at_its_limit_agrees(tmp_path: Path) -> None:
    cut = LONG.encode()[:2000]
    photo = jpeg(tmp_path, packet=made.xmp(made.alt(x_default=LONG.strip())), iptc=made.iim((120, cut)))
    assert len(photo.captions) == 2
    assert not dissenting(photo.captions)


def test_a_translation_beside_the_original_is_no_disagreement() -> None:
    captions = [Said(XMP_PLACE, VI, "x-default"), Said(XMP_PLACE, FR, "fr"), Said(IPTC_PLACE, FR)]
    assert not dissenting(captions)


# Which caption is to be translated


def record(source: str, translation: str) -> Record:
    return Record(0, "dc:description", "fr", digest(source), digest(translation), "m")


@pytest.mark.parametrize(
    ("captions", "records", "replace", "status", "text"),
    [
        ([], [], "", "none", None),
        ([("x-default", VI)], [], "", "translate", VI),
        ([("x-default", "A caption"), ("vi", VI)], [], "", "translate", VI),
        ([("x-default", "A caption"), ("vi-VN", VI)], [], "", "translate", VI),
        ([("en-US", VI)], [], "", "translate", VI),
        ([("x-default", FR), ("fr", FR), ("vi", VI)], [], "", "kept", VI),
        ([("x-default", FR), ("fr", FR)], [], "", "skipped", FR),
        ([("x-default", FR)], [], "", "skipped", FR),
        ([("x-default", VI), ("fr", FR)], [], "", "kept", VI),
        ([("x-default", VI), ("fr-FR", FR)], [], "", "kept", VI),
        ([("x-default", VI), ("fr", FR)], [], "machine", "kept", VI),
        ([("x-default", VI), ("fr", FR)], [], "all", "translate", VI),
        ([("x-default", VI), ("vi", VI), ("fr", FR)], [(VI, FR)], "", "done", VI),
        ([("x-default", VI), ("vi", VI), ("fr", FR)], [(VI, FR)], "machine", "translate", VI),
        ([("x-default", VI), ("vi", VI), ("fr", "Corrigé à la main.")], [(VI, FR)], "machine", "kept", VI),
        ([("x-default", CAPTION), ("vi", CAPTION), ("fr", FR)], [(VI, FR)], "", "translate", CAPTION),
        ([("x-default", CAPTION), ("vi", VI), ("fr", FR)], [(VI, FR)], "", "translate", CAPTION),
        ([("x-default", "The pupils of the school"), ("vi", VI), ("fr", FR)], [(VI, FR)], "", "done", VI),
        ([("", VI)], [], "", "translate", VI),
    ],
)
def test_choosing(
    captions: list[tuple[str, str]],
    records: list[tuple[str, str]],
    replace: str,
    status: str,
    text: str | None,
) -> None:
    photo = Photo(
        "jpeg",
        tuple(Said(XMP_PLACE, said, language) for language, said in captions),
        records=tuple(record(*texts) for texts in records),
    )
    choice = choose(photo, "vi-fr", replace=replace)  # type: ignore[arg-type]
    assert (choice.status, choice.said and choice.said.text) == (status, text)


@pytest.mark.parametrize(
    "entry",
    [
        "<rdf:li rdf:parseType='Resource'><v:property>dc:description</v:property><v:to>fr</v:to>"
        "<v:sourceDigest>{0}</v:sourceDigest><v:digest>{1}</v:digest></rdf:li>",
        "<rdf:li v:property='dc:description' v:to='fr' v:sourceDigest='{0}' v:digest='{1}'/>",
        "<rdf:li><rdf:Description v:property='dc:description' v:to='fr' v:sourceDigest='{0}' v:digest='{1}'/>"
        "</rdf:li>",
    ],
)
def test_our_entries_are_known_in_the_forms_of_other_programs(entry: str, tmp_path: Path) -> None:
    """The second is what Adobe's XMP toolkit makes of the first (tried with exiv2 0.28)."""
    bag = f"<rdf:Bag>{entry.format(digest(VI), digest(FR))}</rdf:Bag>"
    ours = f"<v:translations xmlns:v='{VIFR}'>{bag}</v:translations>"
    path = tmp_path / "a.xmp"
    path.write_bytes(made.xmp(made.alt(x_default=VI, vi=VI, fr=FR), more=ours))
    assert choose(read(path), "vi-fr").status == "done"
    write(
        path, [Wish(property=DESCRIPTION, direction="vi-fr", original=VI, translation="Encore.", model="m")]
    )
    (entry_after,) = read(path).records
    assert entry_after.digest == digest("Encore.")


def test_older_places_are_asked_where_xmp_says_nothing() -> None:
    photo = Photo("jpeg", (Said(IPTC_PLACE, VI), Said(EXIF_PLACE, CAPTION)))
    assert choose(photo, "vi-fr").said == Said(IPTC_PLACE, VI)
