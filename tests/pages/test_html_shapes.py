"""One page for each way in which a site attaches a caption to a photo, and for what is no caption."""

from __future__ import annotations

import pytest

VCCORP = """<figure class="VCSortableInPreviewMode" type="Photo">
<div><img src="a.jpg" alt="Chợ Tết - Ảnh 1."></div>
<figcaption class="PhotoCMS_Caption">
<p data-placeholder="[nhập chú thích]">Hoa đào về phố</p></figcaption>
<div class="PhotoCMS_Author"><p>Ảnh: HOÀNG HÀ</p></div></figure>"""
ALBUM = """<div class="VCSortableInPreviewMode" type="LayoutAlbum"><figure>
<a class="detail-img-lightbox" href="1.jpg" title="Phiên chợ sớm ở bản Lìm"><img src="1.jpg" alt="Ảnh 3."></a>
</figure></div>"""
VNEXPRESS = """<figure class="tplCaption"><picture>
<img alt="[Caption" data-src="v.jpg" src="data:image/gif;base64,R0"></picture>
<figcaption>
<p class="Image">Quầy vé cũ nay là bàn mượn sách. Ảnh:&nbsp;<em>Trọng Nhân</em></p></figcaption></figure>"""
TABLE = """<table><tr><td><img src="b.jpg"></td></tr><tr><td>Nông dân gặt lúa trên cánh đồng.</td></tr>
<tr><td class="author">Ảnh: TTXVN</td></tr></table>"""
TWO_BY_TWO = """<table><tr><td><img src="1.jpg"></td><td><img src="2.jpg"></td></tr>
<tr><td>Cầu cũ năm 1990</td><td>Cầu mới hôm nay</td></tr></table>"""
PARAGRAPH = """<p style="text-align:center"><img src="k.jpg"></p>
<p style="text-align:center"><em>Học sinh trồng cây</em></p>
<p>Sau đó các em về trường. Buổi học kết thúc lúc năm giờ.</p>"""
WORDPRESS = """<div class="wp-caption alignnone"><a href="/photo-page/"><img src="p.jpg" alt="IMG_1234"></a>
<p class="wp-caption-text">Le marché flottant au petit matin. © Jean Dupont</p></div>"""
WIKIPEDIA = """<div class="thumb"><div class="thumbinner">
<a href="/wiki/Fichier:Hue.jpg"><img src="h.jpg"></a>
<div class="thumbcaption">
<div class="magnify"><a href="/wiki/Fichier:Hue.jpg">Agrandir</a></div>
La porte du Midi.</div></div></div>"""
SLIDES = """<div class="slick-slide slick-cloned"><img src="2.jpg">
<div class="legende">Trẻ em chạy theo bóng diều</div></div>
<div class="slick-slide"><img data-lazy="1.jpg"><div class="legende">Diều sáo nằm chờ gió trên đê</div></div>
<div class="slick-slide"><img data-lazy="2.jpg"><div class="legende">Trẻ em chạy theo bóng diều</div></div>"""

SHAPES = {
    "figcaption and author": (VCCORP, [("vi", "Hoa đào về phố Ảnh: HOÀNG HÀ", "a.jpg")]),
    "title of the lightbox": (ALBUM, [("vi", "Phiên chợ sớm ở bản Lìm", "1.jpg")]),
    "lazy image": (VNEXPRESS, [("vi", "Quầy vé cũ nay là bàn mượn sách. Ảnh: Trọng Nhân", "v.jpg")]),
    "table": (TABLE, [("vi", "Nông dân gặt lúa trên cánh đồng. Ảnh: TTXVN", "b.jpg")]),
    "table of photos": (TWO_BY_TWO, [("vi", "Cầu cũ năm 1990", "1.jpg"), ("vi", "Cầu mới hôm nay", "2.jpg")]),
    "paragraph below": (PARAGRAPH, [("vi", "Học sinh trồng cây", "k.jpg")]),
    "WordPress": (WORDPRESS, [("fr", "Le marché flottant au petit matin. © Jean Dupont", "p.jpg")]),
    "Wikipedia": (WIKIPEDIA, [("fr", "La porte du Midi.", "h.jpg")]),
    "slides": (
        SLIDES,
        [("vi", "Trẻ em chạy theo bóng diều", "2.jpg"), ("vi", "Diều sáo nằm chờ gió trên đê", "1.jpg")],
    ),
    "AMP": (
        '<figure><amp-img src="a.jpg"></amp-img><figcaption>Rước kiệu quanh làng.</figcaption></figure>',
        [("vi", "Rước kiệu quanh làng.", "a.jpg")],
    ),
    "alt alone": (
        '<figure><img src="d.jpg" alt="Trẻ em trên đảo được khám răng miễn phí"></figure>',
        [("vi", "Trẻ em trên đảo được khám răng miễn phí", "d.jpg")],
    ),
    "noscript": (
        '<img data-src="d.jpg" alt="Trẻ em trên đảo được khám răng"><noscript>'
        '<img src="d.jpg" alt="Trẻ em trên đảo được khám răng"></noscript>',
        [("vi", "Trẻ em trên đảo được khám răng", "d.jpg")],
    ),
    "data-caption": (
        '<a href="1.jpg" data-fancybox="g" data-caption="Cổng làng &lt;b&gt;cổ&lt;/b&gt; Đường Lâm"></a>',
        [("vi", "Cổng làng cổ Đường Lâm", "1.jpg")],
    ),
    "entity encoded twice": (
        "<figure><img src=a.jpg><figcaption>L&amp;#39;ancien guichet de la gare</figcaption></figure>",
        [("fr", "L'ancien guichet de la gare", "a.jpg")],
    ),
}


@pytest.mark.parametrize(("page", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_caption_is_found_with_its_language_and_its_image(captions, page, expected):
    assert [(found.language, found.text, found.image) for found in captions(page)] == expected


NO_CAPTIONS = {
    "placeholder": '<figure><img src=a.jpg alt="Chú thích ảnh">'
    "<figcaption>[nhập chú thích]</figcaption></figure>",
    "file name": '<figure><img src="a.jpg" alt="DSC_0417.JPG"></figure>',
    "headline as alt": '<h1>Chợ quê ngày giáp Tết</h1><img src=a.jpg alt="Chợ quê ngày giáp Tết - Ảnh 2.">',
    "credit alone": "<figure><img src=a.jpg><figcaption>Photo : VNA</figcaption></figure>",
    "teaser": '<a href="/x.html"><figure><img src=t.jpg alt="Giá vàng tăng mạnh trở lại hôm nay">'
    "<figcaption>Giá vàng tăng mạnh trở lại hôm nay</figcaption></figure></a>",
    "related": '<div class="box-lien-quan"><figure><img src=t.jpg>'
    "<figcaption>Chợ gốm đông khách</figcaption></figure></div>",
    "card": '<div class="thumb"><a href="/y.html"><img src=y.jpg></a><h3><a href="/y.html">Tin vui</a></h3>'
    "<p>Tóm tắt bài viết rất ngắn ở đây.</p></div>",
    "comment": '<div id="box_comment"><p>Ảnh đẹp quá. Ảnh: Hải Triều</p></div>',
    "advertisement": '<div class="quang-cao"><img src=q.jpg alt="Mua một tặng một đến hết tháng ba"></div>',
    "byline": "<p>Bài, ảnh: MINH HÒA</p>",
    "head": '<head><meta property="og:image:alt" content="Một chú thích ở đầu trang này">'
    '<script type="application/ld+json">{"caption": "Chú thích trong dữ liệu"}</script></head>',
    "body": "<p>Sáng nay, hơn ba nghìn người dân đã có mặt tại quảng trường để dự lễ khai mạc.</p>",
    "prices": "<table><tr><th>Poste</th><th>Euros</th></tr><tr><td>Avion</td><td>15 800</td></tr></table>",
}


@pytest.mark.parametrize("page", NO_CAPTIONS.values(), ids=NO_CAPTIONS)
def test_what_is_no_caption(captions, page):
    body = "<p>Sáng nay người dân trong xã đã có mặt tại quảng trường để dự lễ khai mạc hội làng.</p>"
    assert captions(page + body) == []


def test_a_box_that_holds_most_of_the_page_is_the_article(captions):
    page = f'<div class="content-sidebar">{TABLE}<p>{"Một đoạn văn của bài báo. " * 9}</p></div><p>Hết</p>'
    assert len(captions(page)) == 1


BILINGUAL = {
    "br": "<figcaption>Hai thợ gốm học xếp lò<br>Deux potiers apprennent à ranger le four</figcaption>",
    "bar": "<figcaption>Hai thợ gốm học xếp lò | Deux potiers apprennent à ranger le four</figcaption>",
    "slash": "<figcaption>Hai thợ gốm học xếp lò / Deux potiers apprennent à ranger le four</figcaption>",
    "paragraphs": "<figcaption><p>Hai thợ gốm học xếp lò</p>"
    "<p>Deux potiers apprennent à ranger le four</p></figcaption>",
    "below": "<figcaption>Hai thợ gốm học xếp lò</figcaption></figure>"
    "<p lang=fr><em>Deux potiers apprennent à ranger le four</em></p><figure>",
}


@pytest.mark.parametrize("caption", BILINGUAL.values(), ids=BILINGUAL)
def test_both_languages_of_one_photo_are_two_captions_of_one_group(captions, caption):
    found = captions(f'<html lang="vi"><figure><img src="a.jpg">{caption}</figure>')
    assert [(it.language, it.text) for it in found] == [
        ("vi", "Hai thợ gốm học xếp lò"),
        ("fr", "Deux potiers apprennent à ranger le four"),
    ]
    assert found[0].group == found[1].group
    assert [it.order for it in found] == [0, 1]


def test_the_alternative_text_counts_beside_a_caption_in_the_other_language_only(captions):
    page = (
        '<figure><img src=a.jpg alt="{}">'
        "<figcaption>Les médecins opèrent sur l’île. Photo : VNA</figcaption></figure>"
    )
    vietnamese = captions(page.format("Bác sĩ mổ ruột thừa trên đảo. Ảnh: TTXVN"))
    assert [(it.language, it.role) for it in vietnamese] == [("vi", "alt"), ("fr", "figcaption")]
    assert vietnamese[0].place.endswith("/figure/img/@alt")
    assert [it.role for it in captions(page.format("Des médecins dans une salle d'opération"))] == [
        "figcaption"
    ]


def test_the_fullest_of_repeated_captions_stays(captions):
    page = (
        '<p><img src=a.jpg alt="Nông dân gặt lúa trên đồng"></p>'
        "<figure><img src=a.jpg><figcaption>Nông dân gặt lúa trên đồng. Ảnh: TTXVN</figcaption></figure>"
    )
    assert [it.text for it in captions(page)] == ["Nông dân gặt lúa trên đồng. Ảnh: TTXVN"]


def test_damaged_characters_are_repaired_and_the_original_is_kept(captions):
    (found,) = captions("<figure><img src=a.jpg><figcaption>Ðoàn khách thăm chợ</figcaption></figure>")
    assert (found.text, found.original) == ("Đoàn khách thăm chợ", "Ðoàn khách thăm chợ")


def test_the_place_is_the_path_of_the_element(captions):
    (found,) = captions(
        "<body><div></div><div><figure><img src=a><figcaption>Chợ quê ngày Tết</figcaption></figure>"
    )
    assert found.place == "/html/body/div[2]/figure/figcaption"
