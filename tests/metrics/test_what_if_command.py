"""python -m metrics what-if: the same figures as a table and as JSON, and refusals in one sentence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.__main__ import main
from tests.databases import copied, used
from tests.metrics.test_sealed_commands import report

ASKED = ["what-if", "--as-of", "2023-07-31", "--rules", "gansu"]


@pytest.fixture(autouse=True)
def _reported(blank: Path, tmp_path: Path) -> Iterator[None]:
    with used(copied(blank, tmp_path)):
        report("620102", "620103")
        yield


def test_a_supposition_prints_both_standings_and_stores_nothing(capsys: pytest.CaptureFixture[str]):
    assert main([*ASKED, "--set", "item_weights.A07=0", "--set", "veto_effect=flag"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("测算（非正式）")
    assert "A07：0" in printed
    assert "得分变化" in printed
    assert main([*ASKED, "--set", "item_weights.A07=0", "--set", "veto_effect=flag",
                 "--format", "json", "--level", "county"]) == 0  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert told["official"] is False
    assert [each["now"]["key"] for each in told["changed"]] == ["veto_effect", "item_weights"]
    for region in told["regions"]:
        assert sum(part["score"] or 0 for part in region["parts"]) == (region["score_move"] or 0)


def test_another_pack_is_replayed_with_its_documents(capsys: pytest.CaptureFixture[str]):
    assert main([*ASKED, "--to-rules", "baoding"]) == 0
    printed = capsys.readouterr().out
    assert "可复制政策机制清单（第七批）" in printed
    assert "原规则" in printed


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        ([], 2, "请用--set写明假设的参数"),
        (["--set", "consent_min=180%"], 13, "居民同意率下限（consent_min）应为0%至100%之间的比例"),
        (["--set", "grade_bands.优=[95,100]"], 13, "各等次应从高到低首尾相接"),
        (["--set", "nothing=1"], 13, "不能测算：“nothing”参数不存在。"),
        (["--to-rules", "nowhere"], 2, "没有名为“nowhere”的参数集"),
    ],
)
def test_what_cannot_be_supposed_is_refused(
    capsys: pytest.CaptureFixture[str], options: list[str], code: int, sentence: str
):
    assert main([*ASKED, *options]) == code
    assert sentence in capsys.readouterr().err
