"""Captions with the typography that breaks naive scoring, and systems that get them more or less wrong."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

FRENCH = (
    "Le Premier ministre reçoit une délégation d’entreprises japonaises à Hanoï, le 12 novembre. Photo : VNA",
    "« C’est une fête pour tout le village », dit l’aîné des potiers de Bát Tràng.",
    "Des pêcheurs de Vung Tau déchargent 1 615 tonnes de thon ; la saison a commencé tôt.",
    "Les élèves de l'école primaire Nguyên Trai plantent des arbres devant l’école.",
    "L’attaquante fête son but à la 78e minute : le seul du match.",
    "",
    "Vue aérienne du pont de Hàm Rông, à l’aube. (Photo : Minh Khôi/VNA)",
    "Hausse de 3,5 % des exportations de café au premier semestre…",
    "Une infirmière vaccine une fillette de quatre ans à l’hôpital central de Huê.",
    "Deux touristes à vélo entre les rizières de Ninh Bình\u2028au coucher du soleil.",
    "Le chœur de l'Opéra répète “La Traviata” pour la troisième fois cette semaine.",
    "Le marché flottant de Cái Rang attire des visiteurs venus de toute l’Asie.",
)
VIETNAMESE = (
    "Thủ tướng tiếp đoàn doanh nghiệp Nhật Bản tại Hà Nội, ngày 12/11. Ảnh: TTXVN",
    "“Đây là ngày hội của cả làng”, cụ thợ gốm cao tuổi nhất Bát Tràng nói.",
    "Ngư dân Vũng Tàu bốc dỡ 1.615 tấn cá ngừ; mùa cá năm nay đến sớm.",
    "Học sinh Trường Tiểu học Nguyễn Trãi trồng cây trước cổng trường.",
    "Nữ tiền đạo ăn mừng bàn thắng ở phút 78: bàn thắng duy nhất của trận đấu.",
    "",
    "Cầu Hàm Rồng nhìn từ trên cao lúc bình minh. (Ảnh: Minh Khôi/TTXVN)",
    "Xuất khẩu cà phê tăng 3,5% trong nửa đầu năm…",
    "Điều dưỡng tiêm vắc-xin cho bé gái bốn tuổi tại Bệnh viện Trung ương Huế.",
    "Hai du khách đạp xe giữa những cánh đồng lúa Ninh Bình\u2028lúc hoàng hôn.",
    "Dàn hợp xướng Nhà hát lớn tập vở “La Traviata” lần thứ ba trong tuần.",
    "Chợ nổi Cái Răng thu hút du khách từ khắp châu Á, hòa vào nhịp sống sông nước.",
)

Spoil = Callable[[tuple[str, ...], int], tuple[str, ...]]


@pytest.fixture(scope="session", params=[FRENCH, VIETNAMESE], ids=["fr", "vi"])
def references(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """36 references in one language, one of twelve empty."""
    captions: tuple[str, ...] = request.param
    return captions * 3


@pytest.fixture(scope="session")
def spoil() -> Spoil:
    """Translations with words lost, doubled and moved; the same for the same seed; the second is empty."""

    def translations(captions: tuple[str, ...], seed: int) -> tuple[str, ...]:
        chance = random.Random(seed)
        return tuple("" if i == 1 else _spoilt(caption, chance) for i, caption in enumerate(captions))

    return translations


def _spoilt(caption: str, chance: random.Random) -> str:
    words = caption.split(" ")
    for index in range(len(words)):
        event = chance.random()
        other = chance.randrange(len(words))
        if event < 0.10:
            words[index], words[other] = words[other], words[index]
        elif event < 0.15:
            words[index] = words[other]
        elif event < 0.20:
            words[index] = ""
        elif event < 0.40:
            words[index] = words[index].replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(filter(None, words))
