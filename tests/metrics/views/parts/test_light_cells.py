"""Lights on screen and on paper: words, marks, contrast; days late or left in words."""

import pytest

from metrics.supervision.lights import LIGHTS
from metrics.views.parts.light_cells import delay, light_cell
from metrics.views.parts.signals import LIGHTS as LOOKS


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", LIGHTS)
def test_每盏灯的字在白底和自己的底色上都看得清(name: str):
    look = LOOKS[name]
    for ground in ("#ffffff", look.ground):
        lighter, darker = luminance(ground), luminance(look.colour)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5
    assert light_cell(name).text == name


def test_六盏灯的记号互不相同():
    assert set(LOOKS) == set(LIGHTS)
    assert len({look.mark for look in LOOKS.values()}) == 6


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (delay(None, None), "—"),
        (delay(3, 5), "逾期3个工作日（5天）"),
        (delay(0, 1), "逾期1天"),
        (delay(-3, -5), "还有3个工作日（5天）"),
        (delay(0, 0), "今日到期"),
        (delay(3, 5, done=True), "迟3个工作日（5天）"),
        (delay(-3, -5, done=True), "早3个工作日（5天）"),
        (delay(0, 0, done=True), "当日办结"),
        (delay(3, 5, provisional=True), "逾期3个工作日（5天）（暂定）"),
    ],
)
def test_逾期和剩余(said: str, text: str):
    assert said == text
