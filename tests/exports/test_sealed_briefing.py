"""封账轮次的简报：只取自封账，凭文件编成的与凭数据库的字句相同；草稿只出送审稿。"""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from exports.__main__ import main
from exports.papers.document import ROUND, digest
from exports.papers.gathering import place_papers
from exports.papers.proof.sealed_records import SealedRecords, sealed_briefing, sealed_place
from exports.papers.proof.stamp import code_of
from metrics.dispatch.issued import Numbered
from metrics.errors import NothingReported, UnknownChoice
from metrics.packs.pack import load_pack
from metrics.scope import Scope
from metrics.sealing.rounds import FINAL, PUBLISHED, WITHDRAWN, Round, RoundEvent, compared_with
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.written import opened, written
from sql.database.engine import session_scope
from sql.reported.submissions import accept
from sql.sealed import rounds as book
from tests.exports import sample
from tests.exports.pdf.test_render import pages
from tests.exports.test_command_line import reported

__all__ = ["reported"]
ASKED = ["briefing", "--place", "62", "--year", "2024", "--rules", "national"]


def sealed(day: date) -> Seal:
    scope = Scope("620000", day, 2024, "national", day)
    rules = load_pack("national").on(day)
    return seal(sample.frames(day), rules, scope, Circumstances.here(7, "a" * 64))


def told(number: int, day: date, *kinds: str) -> Round:
    events = [RoundEvent(kind, day, day, "", None, "", "某人") for kind in kinds]
    return Round(
        number, sealed(day).scope, number, "评价", "", "d" * 64, "f" * 64, 7, None, None, False, None, "",
        "某人", events,
    )  # fmt: skip


def composed(records: SealedRecords, round_: Round | None = None, **how: bool):
    return sealed_briefing(
        records, records.scope(None), Numbered(2), draft=how.get("draft", False), told=round_
    )


def keep(day: date) -> bytes:
    with session_scope(writing=True) as session:
        made = book.judged(session, Scope("620000", day, 2024, "national", day))
        return book.file_of(session, book.keep(session, made, title="评价", by="甲"))


def test_凭文件编成的与凭轮次编成的字句相同_轮次一行不计():
    records = SealedRecords(sealed(sample.NOW), sealed(sample.BEFORE))
    published = composed(records, told(2, sample.NOW, PUBLISHED))
    files = (opened(written(each))[0] for each in (records.sealed, records.before))
    alone = composed(SealedRecords(*files))
    assert digest(alone) == digest(published)
    assert dict(published.basis)[ROUND] == "2024年度第2轮，状态公示"
    assert ROUND not in dict(alone.basis)


def test_编制说明写明评价摘要_日志位置和与哪一次封账比较():
    now, then = sealed(sample.NOW), sealed(sample.BEFORE)
    made = composed(SealedRecords(now, then))
    basis = dict(made.basis)
    assert now.digest in basis["封账"]
    assert "至第7条（aaaaaaaaaaaa）" in basis["封账"]
    assert then.digest[:12] in basis["比较"]
    assert made.proof.digest == now.digest


def test_没有更早的封账就不作比较():
    made = composed(SealedRecords(sealed(sample.NOW)))
    assert dict(made.basis)["比较"] == "没有与更早的封账比较，各项变化不列。"
    assert not any("比8月2日" in getattr(block, "text", "") for block in made.blocks)


@pytest.mark.parametrize(
    ("kinds", "final"), [((), False), ((PUBLISHED,), True), ((PUBLISHED, FINAL), True),
                         ((PUBLISHED, WITHDRAWN), False)],
)  # fmt: skip
def test_公示和定稿的才出正式稿_其余只出送审稿(kinds: tuple[str, ...], final: bool):
    made = composed(SealedRecords(sealed(sample.NOW)), told(1, sample.NOW, *kinds))
    assert (made.watermark == "") is final


def test_与之比较的是同一范围同一年度更早而且已公示的那一轮():
    own, draft, published = (
        told(3, sample.NOW), told(2, sample.BEFORE), told(1, sample.BEFORE, PUBLISHED),
    )  # fmt: skip
    assert compared_with(own, [own, draft, published]) == published
    assert compared_with(own, [own, draft]) is None
    assert compared_with(published, [own, published]) is None


def test_用来比较的文件不是更早的_拒绝():
    with pytest.raises(UnknownChoice, match="更早"):
        SealedRecords(sealed(sample.BEFORE), sealed(sample.NOW))


@pytest.mark.usefixtures("reported")
def test_命令行_草稿轮次出送审稿_与凭文件编的逐页相同(tmp_path: Path):
    file = tmp_path / "评价.zip"
    file.write_bytes(keep(sample.NOW))
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert main([*ASKED, "--round", "1", "--out", str(one)]) == 0
    assert main(["briefing", "--sealed", str(file), "--out", str(two)]) == 0
    left, right = ("".join(pages(path.read_bytes())) for path in (one, two))
    assert "送审稿" in left
    assert left.replace("第2期", "第1期").replace("轮次2024年度第1轮，状态草稿", "") == right


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("command", ["place", "table"])
def test_一地一页和督导一张表_草稿轮次与凭文件都出送审稿_数字相同(tmp_path: Path, command: str):
    file = tmp_path / "评价.zip"
    file.write_bytes(keep(sample.NOW))
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    asked = [command, "--place", "620102"]
    dated = ["--as-of", f"{sample.NOW}", "--rules", "national"]
    assert main([*asked, *dated, "--round", "1", "--out", str(one)]) == 0
    assert main([*asked, "--sealed", str(file), "--out", str(two)]) == 0
    left, right = ("".join(pages(path.read_bytes())) for path in (one, two))
    assert "送审稿" in left
    assert "核验码" not in left
    assert "2024年度第1轮，状态草稿" in left
    told = left.replace("2024年度第1轮，状态草稿", "").replace("轮次：", "").replace("轮次", "")
    assert told.split() == right.split()


@pytest.mark.usefixtures("reported")
def test_公示的轮次出正式的一地一页_有核验码():
    own = SealedRecords(sealed(sample.NOW))
    scope = own.scope("620102")
    (paper,) = place_papers(own, scope, day=scope.as_of, regions=["620102"])
    assert paper.proof.digest == own.sealed.digest
    final = sealed_place(paper, told(1, sample.NOW, PUBLISHED))
    assert code_of(final)
    assert code_of(sealed_place(paper, told(1, sample.NOW))) == ""
    with pytest.raises(NothingReported, match="报送情况不在封账范围内"):
        own.standing(scope, sample.NOW)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--sealed", "评价.zip", "--issue", "7"], "不能同时用--issue"),
        (
            ["--sealed", "评价.zip", "--round", "1", "--rules-on", "2024-01-01"],
            "用--round、--rules-on",
        ),
        (["--before", "评价.zip"], "--before与--sealed同用"),
    ],
)
def test_命令行_文件旁写了不起作用的选项_拒绝并指明(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
):
    out = tmp_path / "1.pdf"
    assert main(["briefing", *asked, "--out", str(out)]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.usefixtures("reported")
def test_封账后的补报不进该轮的简报_没有的轮次说明(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    keep(sample.NOW)
    out = tmp_path / "1.pdf"
    assert main([*ASKED, "--round", "1", "--out", str(out)]) == 0
    before = out.read_bytes()
    report_again(completed_investment=0)
    assert main([*ASKED, "--round", "1", "--out", str(out)]) == 0
    assert out.read_bytes() == before
    assert main([*ASKED, "--round", "5", "--out", str(out)]) == 2
    assert "没有2024年度第5轮封账" in capsys.readouterr().err


def report_again(**changed: int) -> None:
    """Let the province report the same once more, with other values in its projects."""
    sheets = {
        name: table.with_columns(sheet_row=pl.lit(2, pl.Int32))
        for name, table in sample.frames().tables.items()
        if table.height
    }
    values = [pl.lit(value, pl.Int64).alias(name) for name, value in changed.items()]
    sheets["projects"] = sheets["projects"].with_columns(values)
    with session_scope(writing=True) as session:
        accept(
            session, unit="620000", as_of=sample.NOW, sent_by=None, file_name="补报.xlsx",
            file_sha256="9" * 64, sheets=sheets,
        )  # fmt: skip
