"""python -m metrics allocate: JSON, CSV and table of one allocation, from a file or a seal, and what it refuses."""

import csv
import json
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.sealing.written import written
from tests.metrics.allocation.test_from_seal import sealed

HEADS = "region,area,households,buildings,compounds,coefficient,score,excluded,multiplier,cap_fen,floor_fen"
COUNTIES = (
    "620103,200000,2500,70,10,50,76,,,,",
    "620101,500000,6000,180,40,80,95,,,,",
    "620102,300000,4000,100,25,65,88,,,,",
)
POOL = "1000000000"


@pytest.fixture
def factors(tmp_path: Path) -> Path:
    """Write the three counties, out of order."""
    return table(tmp_path, *COUNTIES)


def table(folder: Path, *lines: str, heads: str = HEADS) -> Path:
    path = folder / "因素.csv"
    path.write_text("\n".join((heads, *lines)), encoding="utf-8-sig")
    return path


def told(capsys: pytest.CaptureFixture[str], *asked: object) -> str:
    assert main(["allocate", *map(str, asked)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], code: int, *asked: object) -> str:
    assert main(["allocate", *map(str, asked)]) == code
    return capsys.readouterr().err


def of_file(factors: Path, name: str = "central_2019", *more: str) -> tuple[object, ...]:
    return ("--scheme", name, "--pool-fen", POOL, "--factors", factors, *more)


def test_json_lists_fen_by_region_and_the_steps(factors: Path, capsys: pytest.CaptureFixture[str]):
    said = json.loads(told(capsys, *of_file(factors, "central_2019", "--format", "json")))
    assert said["allocations"] == [
        {"region": "620101", "fen": 571_291_435},
        {"region": "620102", "fen": 289_617_206},
        {"region": "620103", "fen": 139_091_359},
    ]
    assert (said["scheme"], said["pool_fen"], said["withheld_fen"]) == ("central_2019", 10**9, 0)
    assert said["official"] is False
    first, *_ = said["steps"]
    assert "测算（非正式）" in first["text"] and "财综〔2019〕31号" in first["text"]
    (weighed,) = (step for step in said["steps"] if step["text"].startswith("任务量："))
    assert "32/139" in weighed["rows"][0]


def test_csv_holds_exact_amounts_and_what_was_withheld(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    half = table(tmp_path, COUNTIES[0].replace("76,,", "76,,1/2"), *COUNTIES[1:])
    asked = of_file(half, "central_2019", "--halved", "withhold", "--format", "csv")
    rows = list(csv.DictReader(told(capsys, *asked).splitlines()))
    assert [(row["region"], row["fen"]) for row in rows] == [
        ("620101", "571291435"), ("620102", "289617206"), ("620103", "69545679"),
        ("withheld", "69545680"),
    ]  # fmt: skip
    assert rows[0]["share"] == "178495822/312442671"


def test_table_says_that_it_is_unofficial(factors: Path, capsys: pytest.CaptureFixture[str]):
    said = told(capsys, *of_file(factors, "central_2024", "--set", "by_score=linear"))
    assert said.startswith("测算（非正式）")
    assert "5,628,962.99" in said
    assert "本次选定：绩效调节系数的算法＝直接用得分" in said


def test_the_table_of_projects_tells_how_each_was_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = table(tmp_path, "441900,一号,99999999", heads="region,project,cost_fen")
    said = told(capsys, *of_file(path, "dongguan"))
    assert "99999999分×80%＝79999999分（上限）" in said


def test_a_smaller_pool_by_the_divisor_method(factors: Path, capsys: pytest.CaptureFixture[str]):
    asked = of_file(factors, "central_2019", "--method", "sainte_lague", "--format", "json")
    said = json.loads(told(capsys, *asked))
    assert sum(each["fen"] for each in said["allocations"]) == 10**9
    assert said["method"] == "sainte_lague"


def test_columns_that_are_not_asked_are_named(factors: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["allocate", *map(str, of_file(factors))]) == 0
    printed = capsys.readouterr()
    assert "score列不用于本办法" in printed.out
    assert not printed.err


def test_a_file_is_written(factors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "分配.json"
    told(capsys, *of_file(factors, "central_2019", "--format", "json", "--out", str(out)))
    assert json.loads(out.read_text(encoding="utf-8"))["pool_fen"] == 10**9


def test_a_seal_gives_plan_figures_and_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    seal = tmp_path / "评价.zip"
    seal.write_bytes(written(sealed()))
    asked = ("--scheme", "central_2020_later", "--pool-fen", POOL, "--seal", seal)
    said = json.loads(told(capsys, *asked, "--format", "json"))
    assert [each["region"] for each in said["allocations"]] == ["620102", "620103", "620200"]
    assert any("评价摘要" in step["text"] for step in said["steps"])
    out = json.loads(told(capsys, *asked, "--format", "json", "--vetoed", "exclude"))
    assert out["allocations"][1] == {"region": "620103", "fen": 0}
    assert "丑县" in told(capsys, *asked)


def test_a_file_beside_a_seal_adds_caps_and_may_not_tell_what_is_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    seal = tmp_path / "评价.zip"
    seal.write_bytes(written(sealed()))
    asked = ("--scheme", "central_2019", "--pool-fen", POOL, "--seal", seal, "--format", "json")
    caps = table(tmp_path, "620102,1000", heads="region,cap_fen")
    said = json.loads(told(capsys, *asked, "--factors", caps))
    assert said["allocations"][0] == {"region": "620102", "fen": 1000}
    both = table(tmp_path, "620102,5", heads="region,area")
    assert "area列已由封账文件给出" in refused(capsys, 11, *asked, "--factors", both)


def test_a_changed_seal_allocates_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    seal = tmp_path / "评价.zip"
    seal.write_bytes(written(sealed())[:-1] + b"0")
    asked = ("--scheme", "central_2019", "--pool-fen", POOL, "--seal", seal)
    refused(capsys, 1, *asked)


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("--scheme", "central_2022"), 10, "停用，不得套用"),
        (("--scheme", "central_2025_2026"), 10, "停用，不得套用"),
        (("--scheme", "hubei_2021_2022"), 10, "如何分到各地没有见到文件"),
        (("--scheme", "central_1999"), 2, "没有名为“central_1999”的分配办法，可用的有：central_2019、"),
        (("--scheme", "central_2019"), 2, "请用--seal指定封账文件，或用--factors指定因素表"),
        (("--scheme", "central_2024", "--set", "by_score"), 2, "应写作 开关=值"),
        (("--scheme", "central_2024", "--set", "by_score=x"), 10, "绩效调节系数的算法应为bands、linear之一"),
        (("--scheme", "central_2024", "--set", "x=1"), 10, "没有名为“x”的取值开关，可用的有：weights、"),
        (("--scheme", "central_2024", "--set", "bands={90: 1}"), 10, "应从0分起"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(
    asked: tuple[str, ...], code: int, words: str, capsys: pytest.CaptureFixture[str]
):
    assert words in refused(capsys, code, *asked, "--pool-fen", POOL)


def test_vetoes_are_asked_of_a_seal_only(factors: Path, capsys: pytest.CaptureFixture[str]):
    assert "只用于封账文件" in refused(
        capsys, 2, *of_file(factors, "central_2019", "--vetoed", "halve")
    )


def test_mistakes_of_a_file_name_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    wrong = table(tmp_path, "620101,500000,,180,40,80,95,,,,")
    assert "第2行，households列：现为空白" in refused(capsys, 11, *of_file(wrong))


@pytest.mark.parametrize("pool", ["0", "-5", "1.5", "1e9", "１００", ""])
def test_a_pool_is_whole_fen_above_nothing(
    pool: str, factors: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        main(
            [
                "allocate",
                "--scheme",
                "central_2019",
                f"--pool-fen={pool}",
                "--factors",
                str(factors),
            ]
        )
    assert stopped.value.code == 2
    assert "整数分" in capsys.readouterr().err
