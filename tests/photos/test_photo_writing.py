"""What stands in a photo after writing, as exiftool reads it, and that nothing else is other than before."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from pathlib import Path

import photo_maker as made
import pytest
from photo_maker import FR, KINDS, VI, Exiftool, Image

from mt.errors import InputError
from mt.photos.photo import CREDIT, DESCRIPTION, HEADLINE, read
from mt.photos.writing import KeywordWish, Wish, write


def wish(translation: str = FR, *, original: str = VI, direction: str = "vi-fr", **more: object) -> Wish:
    return Wish(
        property=more.get("property", DESCRIPTION),  # type: ignore[arg-type]
        direction=direction,
        original=original,
        translation=translation,
        model="embedded-vi-fr@0123",
        flags=("doubtful:numbers",),
    )


FORMS = {
    "none": b"",
    "no description": made.xmp(more=made.REGIONS, padding=3000),
    "alternatives": made.xmp(made.alt(x_default=VI), more=made.REGIONS, padding=3000),
    "no padding": made.xmp(made.alt(x_default=VI)),
    "no wrapper": made.xmp(made.alt(x_default=VI), wrapped=False),
    "both languages": made.xmp(made.alt(x_default=VI, vi=VI)),
    "attribute": made.xmp(attributes=f'dc:description="{VI.replace("&", "&amp;")}"', more=made.REGIONS),
    "plain text": made.xmp(f"<dc:description>{VI.replace('&', '&amp;')}</dc:description>"),
    "bag": made.xmp(
        f"<dc:description><rdf:Bag><rdf:li>{VI.replace('&', '&amp;')}</rdf:li></rdf:Bag></dc:description>"
    ),
    "no language": made.xmp(
        f"<dc:description><rdf:Alt><rdf:li>{VI.replace('&', '&amp;')}</rdf:li></rdf:Alt></dc:description>"
    ),
    "empty": made.xmp("<dc:description/>"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_both_languages_are_seen_and_all_else_is_as_before(
    kind: str, form: str, tmp_path: Path, exiftool: Exiftool
) -> None:
    path = made.photo(tmp_path, kind, FORMS[form])
    before, colours = exiftool.look(path), made.pixels(path) if kind != "xmp" else ""
    write(path, [wish()])
    after = exiftool.look(path)
    assert after.descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    assert after.others == before.others
    if kind != "xmp":
        assert made.pixels(path) == colours
    (entry,) = after.entries
    assert (entry["Model"], entry["MachineTranslated"], entry["To"]) == ("embedded-vi-fr@0123", True, "fr")
    assert entry["Flags"] == "doubtful:numbers"

    write(path, [wish("Une autre traduction.")])
    again = exiftool.look(path)
    assert again.descriptions == {"x-default": VI, "vi": VI, "fr": "Une autre traduction."}
    assert len(again.entries) == 1
    assert again.others == before.others
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_every_byte_outside_the_packet_is_as_before(tmp_path: Path) -> None:
    packet = made.xmp(made.alt(x_default=VI), more=made.REGIONS, padding=3000)
    iptc = made.iim((120, VI.encode()), (80, "Trần Văn Ơn".encode()), marker=b"\x1b%G")
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(packet, iptc=iptc, rich=True, behind=b"SEFT and what phones hang behind"))
    old = path.read_bytes()
    write(path, [wish()])
    new = path.read_bytes()
    assert len(new) == len(old), "the padding of the packet takes what is new: nothing moves"
    at = old.index(packet)
    assert (new[:at], new[at + len(packet) :]) == (old[:at], old[at + len(packet) :])
    head, tail = packet.split(b"</rdf:Alt>")[0], b"</rdf:Alt></dc:description>" + made.REGIONS.encode()
    assert head in new and tail in new, "and in the packet other properties have the same bytes"


def test_languages_are_written_beside_those_of_others(tmp_path: Path, exiftool: Exiftool) -> None:
    packet = made.xmp(made.alt(x_default="A caption", en="A caption", vi_VN=VI, de="Ein Text"))
    path = made.photo(tmp_path, "jpg", packet)
    write(path, [wish()])
    assert exiftool.look(path).descriptions == {
        "x-default": "A caption", "en": "A caption", "vi-VN": VI, "de": "Ein Text", "fr": FR,
    }  # fmt: skip


def test_french_to_vietnamese(tmp_path: Path, exiftool: Exiftool) -> None:
    path = made.photo(tmp_path, "png")
    write(path, [wish(VI, original=FR, direction="fr-vi")])
    assert exiftool.look(path).descriptions == {"x-default": FR, "fr": FR, "vi": VI}


def test_headline_credit_and_keywords_stand_beside_the_originals(tmp_path: Path, exiftool: Exiftool) -> None:
    more = (
        "<photoshop:Headline>Trồng cây</photoshop:Headline><photoshop:Credit>TTXVN</photoshop:Credit>"
        "<dc:subject><rdf:Bag><rdf:li>cây</rdf:li><rdf:li>Huế</rdf:li></rdf:Bag></dc:subject>"
    )
    path = made.photo(tmp_path, "jpg", made.xmp(made.alt(x_default=VI), more=more))
    before = exiftool.look(path).others
    words = KeywordWish(direction="vi-fr", originals=("cây", "Huế"), translations=("arbre", "Hué"), model="m")
    headline = wish("Plantation", original="Trồng cây", property=HEADLINE)
    write(path, [wish(), headline, wish("VNA", original="TTXVN", property=CREDIT), words])
    tags = exiftool.tags(path)
    assert tags.pop("XMP-dc:Subject") == ["cây", "Huế", "arbre", "Hué"]
    assert (tags["XMP-vifr:Headline-fr"], tags["XMP-vifr:Headline-vi"]) == ("Plantation", "Trồng cây")
    assert tags["XMP-vifr:Credit-fr"] == "VNA"
    assert exiftool.look(path).others == {**before, "XMP-dc:Subject": ["cây", "Huế", "arbre", "Hué"]}
    assert [record.property for record in read(path).records] == [
        "dc:description", "photoshop:Headline", "photoshop:Credit", "dc:subject",
    ]  # fmt: skip

    write(path, [words, wish("Plantation d'arbres", original="Trồng cây", property=HEADLINE)])
    assert exiftool.tags(path)["XMP-dc:Subject"] == ["cây", "Huế", "arbre", "Hué"]
    assert exiftool.tags(path)["XMP-vifr:Headline-fr"] == "Plantation d'arbres"


# Sizes


def test_extended_xmp_of_exiftool_is_kept(tmp_path: Path, exiftool: Exiftool) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(rich=True))
    history = tmp_path / "history.txt"
    history.write_text("Sửa ảnh. " * 12_000, encoding="utf-8")
    exiftool("-overwrite_original", f"-XMP-dc:Description={VI}", f"-XMP-photoshop:History<={history}", path)
    assert b"http://ns.adobe.com/xmp/extension/\0" in path.read_bytes()
    before, look = exiftool.look(path).others, made.pixels(path)
    assert len(before["XMP-photoshop:History"]) > 100_000
    write(path, [wish()])
    after = exiftool.look(path)
    assert after.descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    assert after.others == before
    assert made.pixels(path) == look


@pytest.mark.parametrize("is_extended", [False, True])
def test_a_packet_that_is_full_goes_on_in_an_extended_part(
    is_extended: bool, tmp_path: Path, exiftool: Exiftool
) -> None:
    history = "<photoshop:History>" + "Sửa ảnh; " * 3_500 + "</photoshop:History>"
    source = "<photoshop:Source>" + "x" * (65_502 - len(made.xmp(made.alt(x_default=VI), more=history)) - 100)
    path = tmp_path / "a.jpg"
    path.write_bytes(
        made.jpeg(made.xmp(made.alt(x_default=VI), more=history + source + "</photoshop:Source>"))
    )
    if is_extended:  # a part is there already: another big thing was moved before
        write(path, [wish()])
        path.write_bytes(path.read_bytes())
    before, look = exiftool.look(path).others, made.pixels(path)
    texts = [FR if not is_extended else FR * 700, "Troisième."]
    for text in texts:
        write(path, [wish(text)])
        after = exiftool.look(path)
        assert after.descriptions == {"x-default": VI, "vi": VI, "fr": text}
        for tags in (before, after.others):
            tags.pop("XMP-xmpNote:HasExtendedXMP", None)
        assert after.others == before
    assert b"http://ns.adobe.com/xmp/extension/\0" in path.read_bytes()
    assert made.pixels(path) == look


def test_a_description_in_the_extended_part(tmp_path: Path, exiftool: Exiftool) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg())
    long = "Học sinh trồng cây. " * 4_000
    text = tmp_path / "long.txt"
    text.write_text(long.strip(), encoding="utf-8")
    exiftool("-overwrite_original", f"-XMP-dc:Description<={text}", "-XMP-dc:Source=x", path)
    assert [said.text for said in read(path).captions] == [long.strip()]
    write(path, [wish(original=long.strip())])
    assert exiftool.look(path).descriptions == {"x-default": long.strip(), "vi": long.strip(), "fr": FR}


@pytest.mark.parametrize("kind", ["png", "webp", "tif", "xmp"])
def test_large_packets_where_there_is_no_limit(kind: str, tmp_path: Path, exiftool: Exiftool) -> None:
    history = "<photoshop:History>" + "Sửa ảnh; " * 20_000 + "</photoshop:History>"
    path = made.photo(tmp_path, kind, made.xmp(made.alt(x_default=VI), more=history))
    before = exiftool.look(path).others
    write(path, [wish()])
    after = exiftool.look(path)
    assert after.descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    assert after.others == before


def test_what_cannot_be_made_to_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=VI))))
    before = path.read_bytes()
    with pytest.raises(InputError, match="is too large for a JPEG"):
        write(path, [wish("Une légende sans fin. " * 4_000)])
    assert path.read_bytes() == before


# Places of other pictures


def with_gain_map(second: bytes, *, first: bool) -> bytes:
    """A JPEG with a table of pictures before or behind its XMP, and a second picture behind the first."""
    packet = made.xmp(made.alt(x_default=VI))
    payload = 4 + 8 + 2 + 3 * 12 + 4 + 32

    def table(length: int, offset: int) -> bytes:
        entries = struct.pack("<IIIHH", 0x030000, length, 0, 0, 0) + struct.pack(
            "<IIIHH", 0, len(second), offset, 0, 0
        )
        head = b"II*\0" + (8).to_bytes(4, "little") + struct.pack("<H", 3)
        head += struct.pack("<HHI4s", 0xB000, 7, 4, b"0100") + struct.pack("<HHII", 0xB001, 4, 1, 2)
        head += struct.pack("<HHII", 0xB002, 7, 32, 50) + bytes(4)
        return made.segment(0xE2, b"MPF\0" + head + entries)

    def whole(length: int, offset: int) -> bytes:
        if first:
            data = made.jpeg(packet)
            return data[:2] + table(length, offset) + data[2:]
        return made.jpeg(packet, extra=table(length, offset))

    assert len(table(0, 0)) == payload + 4
    length = len(whole(0, 0))
    base = whole(0, 0).index(b"MPF\0") + 4
    return whole(length, length - base) + second


@pytest.mark.parametrize("first", [False, True])
def test_the_second_picture_of_a_phone_is_found_where_it_is(
    first: bool, tmp_path: Path, exiftool: Exiftool
) -> None:
    second = io.BytesIO()
    made.picture((16, 16)).save(second, "jpeg")
    path = tmp_path / "a.jpg"
    path.write_bytes(with_gain_map(second.getvalue(), first=first))
    assert exiftool("-b", "-MPImage2", path) == second.getvalue()
    size = path.stat().st_size
    write(path, [wish()])
    assert path.stat().st_size > size
    assert exiftool("-b", "-MPImage2", path) == second.getvalue()
    assert (
        exiftool("-s3", "-MPImage1:MPImageLength", path).strip()
        == str(path.stat().st_size - len(second.getvalue())).encode()
    )


def test_a_preview_that_only_maker_notes_know_is_not_moved(tmp_path: Path) -> None:
    preview = made.jpeg()
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=VI)), rich=True, behind=preview))
    before = path.read_bytes()
    with pytest.raises(InputError, match="preview behind the picture"):
        write(path, [wish()])
    assert path.read_bytes() == before
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=VI), padding=2000), rich=True, behind=preview))
    place = path.read_bytes().index(preview)
    write(path, [wish()])
    assert path.read_bytes().index(preview) == place


def test_a_signature_is_not_broken_unless_it_is_wished(tmp_path: Path) -> None:
    head = bytes.fromhex("4a50 0001 00000001 0000003c")
    jumbf = head + b"jumb" + bytes.fromhex("00000028") + b"jumdc2pa" + bytes(40)
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=VI)), extra=made.segment(0xEB, jumbf)))
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"is signed \(Content Credentials\)"):
        write(path, [wish()])
    assert path.read_bytes() == before
    write(path, [wish()], signed=True)
    assert jumbf in path.read_bytes()
    for kind, chunk in (("png", b"caBX"), ("webp", b"C2PA")):
        other = made.photo(tmp_path, kind)
        data = other.read_bytes()
        if kind == "png":
            at = data.index(b"IDAT") - 4
            crc = zlib.crc32(chunk + b"jumb").to_bytes(4, "big")
            other.write_bytes(data[:at] + (4).to_bytes(4, "big") + chunk + b"jumb" + crc + data[at:])
        else:
            size = (len(data) - 8 + 12).to_bytes(4, "little")
            other.write_bytes(data[:4] + size + data[8:] + chunk + (4).to_bytes(4, "little") + b"jumb")
        with pytest.raises(InputError, match="is signed"):
            write(other, [wish()])


# Shapes of containers


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("lossless.webp", {"lossless": True}),
        ("lossy.webp", {"quality": 60}),
        ("moving.webp", {"save_all": True, "duration": 40}),
        ("moving.png", {"save_all": True, "duration": 40}),
        ("pages.tif", {"save_all": True}),
        ("big.tif", {"big_tiff": True}),
    ],
)
@pytest.mark.parametrize("alpha", [False, True])
def test_shapes(
    name: str, options: dict[str, object], alpha: bool, tmp_path: Path, exiftool: Exiftool
) -> None:
    path = tmp_path / name
    if "save_all" in options:
        options = {**options, "append_images": [made.picture((48, 32), alpha=alpha).rotate(180)]}
    made.picture(alpha=alpha).save(path, **options)
    before, look = exiftool.look(path).others, made.pixels(path)
    write(path, [wish()])
    after = exiftool.look(path)
    assert after.descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    if name in ("lossless.webp", "lossy.webp"):  # they have got a VP8X chunk
        for tags in (before, after.others):
            for tag in [tag for tag in tags if tag.startswith("RIFF:") or tag == "File:FileType"]:
                tags.pop(tag)
    assert after.others == before
    assert made.pixels(path) == look
    write(path, [wish("Encore.")])
    assert exiftool.look(path).descriptions["fr"] == "Encore."
    assert made.pixels(path) == look


def test_a_big_endian_tiff(tmp_path: Path, exiftool: Exiftool) -> None:
    entries = [
        (256, 3, 1, 4 << 16), (257, 3, 1, 4 << 16), (258, 3, 1, 8 << 16), (259, 3, 1, 1 << 16),
        (262, 3, 1, 1 << 16), (270, 2, 3, int.from_bytes(b"Hi\0\0", "big")), (273, 4, 1, 8),
        (277, 3, 1, 1 << 16), (278, 3, 1, 4 << 16), (279, 4, 1, 16),
    ]  # fmt: skip
    table = struct.pack(">H", len(entries)) + b"".join(struct.pack(">HHII", *entry) for entry in entries)
    path = tmp_path / "mac.tiff"
    path.write_bytes(b"MM\0*" + struct.pack(">I", 24) + bytes(range(16)) + table + bytes(4))
    before, look = exiftool.look(path).others, made.pixels(path)
    write(path, [wish()])
    after = exiftool.look(path)
    assert after.descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    assert after.others == before
    assert made.pixels(path) == look


def test_packed_xmp_in_a_png(tmp_path: Path, exiftool: Exiftool) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", made.xmp(made.alt(x_default=VI)).decode(), zip=True)
    path = tmp_path / "a.png"
    made.picture().save(path, pnginfo=info)
    write(path, [wish()])
    assert exiftool.look(path).descriptions == {"x-default": VI, "vi": VI, "fr": FR}


def test_xmp_of_imagemagick_in_a_png_is_not_doubled(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    packet = made.xmp(made.alt(x_default=VI))
    info = PngInfo()
    info.add_text("Raw profile type xmp", f"\nxmp\n{len(packet):8}\n{packet.hex()}\n", zip=True)
    path = tmp_path / "a.png"
    made.picture().save(path, pnginfo=info)
    assert read(path).remarks == ("has XMP in a form of ImageMagick's, which is not read",)
    with pytest.raises(InputError, match="ImageMagick"):
        write(path, [wish()])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_sidecars_keep_their_encoding(encoding: str, tmp_path: Path, exiftool: Exiftool) -> None:
    packet = made.xmp(made.alt(x_default=VI)).decode()
    path = tmp_path / "DSC 01.xmp"
    path.write_bytes(("\ufeff" + packet).encode(encoding))
    assert exiftool.look(path).descriptions == {"x-default": VI}
    write(path, [wish()])
    assert exiftool.look(path).descriptions == {"x-default": VI, "vi": VI, "fr": FR}
    assert path.read_bytes().decode(encoding).startswith("\ufeff<?xpacket")


def test_what_pillow_says(tmp_path: Path) -> None:
    """A second reader, which knows nothing of ours either."""
    path = made.photo(tmp_path, "jpg", made.xmp(made.alt(x_default=VI)))
    with Image.open(path) as image:
        before = (
            hashlib.sha256(image.info["icc_profile"]).digest(),
            image.info["comment"],
            dict(image.getexif()),
        )
    write(path, [wish()])
    with Image.open(path) as image:
        after = (
            hashlib.sha256(image.info["icc_profile"]).digest(),
            image.info["comment"],
            dict(image.getexif()),
        )
        assert FR.encode() in image.info["xmp"]
    assert after == before
