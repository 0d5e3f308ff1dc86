"""规则变动影响测算 as PDF, Word and Excel: the standings of the screen, the changed rules, and its unofficial state."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.__main__ import main
from exports.papers.rules import replay_paper
from exports.papers.sheet_paper import SheetPaper
from exports.sheet_kinds import RENDER
from metrics.changes.supposed.supposition import supposed
from metrics.packs.pack import load_pack
from metrics.views.changes.supposed_tables import side_by_side
from metrics.views.changes.why_words import RULES, SUPPOSED
from tests.exports.papers.test_supervision_table import printed
from tests.exports.test_command_line import reported
from tests.exports.word.reading_word import Word
from tests.metrics.changes.test_rank_moves import ALL, D1, F, T, on
from tests.metrics.changes.test_replay import replayed, rules
from tests.reading_tables import lines_of

__all__ = ["reported"]  # a fixture
RECORDS = on(D1, ALL, (T, T, T, F), (T, F), planned=(1, 1, 1))


def paper(text: str = "item_weights.B02=1;min_compounds=1") -> SheetPaper:
    then = rules()
    return replay_paper.compose(replayed(RECORDS, then, supposed(then, text).rules), "county")


def test_the_head_of_every_page_says_that_it_is_no_official_result(tmp_path: Path):
    text = printed(RENDER["pdf"](paper()), tmp_path)
    assert "测算（非正式）" in text
    assert "只供比较，不作为评价结果" in text
    assert paper().mark == "测算（非正式）"


def test_changed_rules_stand_in_the_basis_with_their_documents():
    then, now = (load_pack(name).on(D1) for name in ("national", "gansu"))
    made = replay_paper.compose(replayed(RECORDS, then, now), "county")
    basis = dict(made.basis)
    assert basis["变动参数2"] == ("居民同意率下限由2/3改为75%（本系统默认→甘建城〔2022〕15号 二）")
    assert basis["参数规则"].startswith("原规则：全国参数集")
    assert dict(paper().basis)["变动参数1"] == "参加主排名的最少小区数由0改为1（假设→假设）"


def test_the_paper_has_the_cells_of_the_screen_and_what_each_rule_moves():
    then = rules()
    replay = replayed(RECORDS, then, supposed(then, "item_weights.B02=1").rules)
    table = side_by_side(replay, "county", SUPPOSED, with_parts=True)
    assert lines_of(replay_paper.compose(replay, "county").table) == lines_of(table)
    assert [cell.text for cell in table.at("score_0")] == [
        cell.text if cell.value else "—" for cell in table.at("score_move")
    ]
    assert side_by_side(replay, "county", RULES).at("name") == table.at("name")


def test_Excel_keeps_scores_and_moves_as_numbers():
    sheet = load_workbook(BytesIO(RENDER["xlsx"](paper()))).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert 75 in values
    assert any("测算（非正式）" in str(value) for value in values)


def test_many_changed_rules_go_on_sheets_of_their_own():
    then = rules()
    every = [f"item_weights.A0{n}={n}" for n in range(1, 4)]
    text = "built_year_max=1999;participation_min=70%;consent_min=70%;scheme_vote_min=70%;survey_rate_min=70%"
    more = "satisfaction_min=70%;min_compounds=1;not_applicable=full"
    made = replay_paper.compose(
        replayed(RECORDS, then, supposed(then, ";".join((*every, text, more))).rules), "county"
    )
    assert made.parts[-1] == len(made.table.columns)
    assert len(made.parts) == 3


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
@pytest.mark.usefixtures("reported")
def test_the_command_writes_every_kind(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / f"影响.{kind}"
    asked = ["what-if", "--rules", "national", "--to-rules", "gansu", "--set", "item_weights.A07=8"]
    assert main([*asked, "--out", str(out)]) == 0
    assert "已生成规则变动影响测算（非正式" in capsys.readouterr().out
    if kind == "docx":
        assert any("测算（非正式）" in text for text in Word(out.read_bytes()).texts())
    assert main([*asked, "--out", str(tmp_path / "影响.txt")]) == 33
