"""python -m exports: what an officer types and reads."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from exports.__main__ import main
from exports.pdf import fonts
from metrics.__main__ import main as metrics_main
from metrics.dispatch.cases import Case
from metrics.sealing.paper_code import paper_code
from metrics.views.supervision.supervision_tables import FROZEN
from sql.database.engine import session_scope
from sql.dispatch.cases import add_case, library, load_samples
from sql.models.papers import ISSUED_PAPERS
from sql.reported.submissions import accept
from tests.exports import sample
from tests.exports.pdf.test_render import made, pages
from tests.exports.word.reading_word import Word


@pytest.fixture
def reported(sqlite_database: str) -> None:
    """Let the province report the sample for both data dates."""
    for day in (sample.BEFORE, sample.NOW):
        sheets = {
            name: table.with_columns(sheet_row=pl.lit(2, pl.Int32))
            for name, table in sample.frames(day).tables.items()
            if table.height
        }
        with session_scope(writing=True) as session:
            accept(
                session, unit="620000", as_of=day, sent_by=None, file_name="省.xlsx",
                file_sha256=f"{day:%j}" * 20, sheets=sheets,
            )  # fmt: skip


def test_首页与直接编成的相同(reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "简报.pdf"
    assert main(["briefing", "--as-of", "2024-08-09", "--place", "62", "--rules", "national",
                 "--out", str(out)]) == 0  # fmt: skip
    assert "第2期（数据截止2024-08-09）" in capsys.readouterr().out
    one, two = (pages(pdf)[0].partition("评价摘要") for pdf in (out.read_bytes(), made()))
    assert one[:2] == two[:2]


def test_凭印出的核验码查到期号和印制时间_送审稿没有核验码(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "简报.pdf"
    assert main(["briefing", "--out", str(out), "--draft"]) == 0
    assert "核验码" not in "".join(pages(out.read_bytes()))
    assert main(["briefing", "--out", str(out)]) == 0
    code = re.search("核验码([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})", pages(out.read_bytes())[0])[1]
    assert metrics_main(["trace", code.lower()]) == 0
    told = capsys.readouterr().out
    assert f"核验码{code}：样例省工作简报第2期，数据截止2024年8月9日" in told
    assert sha256(out.read_bytes()).hexdigest()[:20] in told.replace("\n", "")
    assert metrics_main(["trace", paper_code("0" * 64)]) == 2
    assert "没有印制记录" in capsys.readouterr().err


def test_重复生成逐字节相同(reported: None, tmp_path: Path):
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (one, two):
        assert main(["briefing", "--out", str(out)]) == 0
    assert one.read_bytes() == two.read_bytes()


def test_印发后又有补报_期号不变_注明重印_送审稿不占期号(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    asked = ["briefing", "--out", str(tmp_path / "简报.pdf"), "--as-of"]
    assert main([*asked, "2024-08-02", "--draft"]) == 0
    assert main([*asked, "2024-08-09"]) == 0
    assert main([*asked, "2024-08-02"]) == 0
    with session_scope(writing=True) as session:
        load_samples(session)
    assert main([*asked, "2024-08-09"]) == 0
    told = [line.partition("（数据")[0] for line in capsys.readouterr().out.splitlines()]
    assert [line.partition("工作简报")[2] for line in told] == [
        "第1期", "第2期", "第3期", "第2期（重印）",
    ]  # fmt: skip


def test_编不成的简报不占期号(reported: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked = ["briefing", "--out", str(tmp_path / "简报.pdf"), "--as-of", "2024-08-09"]
    assert main([*asked, "--year", "2031"]) == 14
    monkeypatch.setitem(fonts.FONTS, "BriefKai-Regular.ttf", 1)
    assert main(asked) == 35
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(ISSUED_PAPERS)) == 0


def test_最新一期_数据未变时沿用(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["latest", "--folder", str(tmp_path)]) == 0
    assert (tmp_path / "工作简报_2024-08-09.pdf").is_file()
    assert main(["latest", "--folder", str(tmp_path)]) == 0
    assert "数据没有变化，沿用已有简报" in capsys.readouterr().out


def test_最新一期_案例库有变动就重新生成(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["latest", "--folder", str(tmp_path)]) == 0
    with session_scope(writing=True) as session:
        load_samples(session)
    assert main(["latest", "--folder", str(tmp_path)]) == 0
    assert "数据没有变化" not in capsys.readouterr().out


def test_旧简报照登记时刻重印_逐字节相同(reported: None, tmp_path: Path):
    own = Case(theme="甲", place="甲", summary="甲。", indicators=("A10",), source="甲")
    with session_scope(writing=True) as session:
        load_samples(session)
        known_at = library(session).known_at
    old, new, again = (tmp_path / f"{name}.pdf" for name in ("old", "new", "again"))
    assert main(["briefing", "--out", str(old)]) == 0
    with session_scope(writing=True) as session:
        add_case(session, own, by="办公室")
    assert main(["briefing", "--out", str(new)]) == 0
    assert main(["briefing", "--cases-at", str(known_at), "--out", str(again)]) == 0
    assert new.read_bytes() != old.read_bytes() == again.read_bytes()


def test_没有报送时说明下一步(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["briefing", "--out", str(tmp_path / "a.pdf")]) == 14
    assert "请先导入工作簿" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_没有该年度台账时说明(reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["briefing", "--year", "2020", "--out", str(tmp_path / "a.pdf")]) == 14
    assert "没有2020年度的项目台账" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["briefing"], "命令有误"),
        (["briefing", "--as-of", "昨天", "--out", "a.pdf"], "“昨天”不是日期"),
        (["notice"], "命令有误"),
        (["briefing", "--cases-at", "昨天", "--out", "a.pdf"], "“昨天”不是登记时刻"),
    ],
)
def test_命令写错时一行中文(typed: list[str], told: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(typed)
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told in said
    assert said.count("\n") == 1


def test_文件夹不存在时不去读数据(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["briefing", "--out", str(tmp_path / "no" / "a.pdf")]) == 33
    assert "请先建立" in capsys.readouterr().err


def test_简报不写成别的扩展名(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["briefing", "--out", str(tmp_path / "简报.doc")]) == 33
    assert "应以.pdf或.docx结尾" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_最新一期_给的是文件时照实说明(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "说明.txt").touch()
    assert main(["latest", "--folder", str(tmp_path / "说明.txt")]) == 33
    assert "是文件，不是文件夹" in capsys.readouterr().err


def names_in(content: bytes) -> list[str]:
    """Return the projects of a worksheet in their order."""
    page = load_workbook(BytesIO(content))["督导一张表"]
    named = (page.cell(row, FROZEN).value for row in range(1, page.max_row + 1))
    return [str(name) for name in named if name and str(name).endswith("改造项目")]


def test_督导表按文件名写成Excel或PDF(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for name, start in (("表.xlsx", b"PK"), ("表.PDF", b"%PDF")):
        assert main(["table", "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(start)
        assert "已生成督导一张表（数据截止2024-08-09）" in capsys.readouterr().out


def test_督导表的筛选与排列(reported: None, tmp_path: Path):
    everything, one = tmp_path / "全部.xlsx", tmp_path / "西县.xlsx"
    assert main(["table", "--out", str(everything)]) == 0
    assert main(["table", "--region", "620103", "--order", "light", "--out", str(one)]) == 0
    assert len(names_in(everything.read_bytes())) == len(sample.OWNERS)
    assert names_in(one.read_bytes()) == ["第3片区改造项目"]


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["--out", "表.doc"], 33, "应以.xlsx、.docx或.pdf结尾"),
        (["--out", "表"], 33, "应以.xlsx、.docx或.pdf结尾"),
    ],
)
def test_督导表写不成时说明(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], typed: list[str], code: int, told: str
):
    assert main(["table", *typed]) == code
    assert told in capsys.readouterr().err


def test_督导表没有的地区说明_不写出空表(
    reported: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "表.xlsx"
    assert main(["table", "--region", "123456", "--out", str(out)]) == 2
    assert "区划中没有代码为“123456”的地区" in capsys.readouterr().err
    assert not out.exists()


def test_督导表没有的改造方式不接受(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["table", "--mode", "没有", "--out", "表.xlsx"])
    assert "没有" in capsys.readouterr().err


def test_督导表没有的灯色不接受(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["table", "--light", "紫", "--out", "表.xlsx"])
    assert stopped.value.code == 2
    assert "紫" in capsys.readouterr().err


def test_简报和督导表也写成Word(reported: None, tmp_path: Path):
    briefing, table = tmp_path / "简报.docx", tmp_path / "督导表.DOCX"
    assert main(["briefing", "--draft", "--out", str(briefing)]) == 0
    assert main(["table", "--out", str(table)]) == 0
    assert "送审稿" in Word(briefing.read_bytes()).parts["word/header1.xml"].decode()
    assert "督导一张表" in Word(table.read_bytes()).texts()[0]
