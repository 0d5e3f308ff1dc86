"""Rounds by a score sheet (考核细则): corrected by the same sheet and what was entered since, and no 简报 of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exports.__main__ import main
from exports.papers.proof.sealed_records import SealedRecords
from metrics.access import acting
from metrics.errors import RuleNotInForce, UnknownChoice
from metrics.sealing.rounds import PUBLISHED
from metrics.sealing.seal import Seal
from metrics.sheets.catalogue import sheet
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused
from sql.sealed import corrections, rounds
from sql.sheets.entering import Target, set_targets
from tests.sql.access.acting_people import CHIEF, COUNTY
from tests.sql.dispatch.test_meetings import JUNE, report, within
from tests.sql.sealed.test_objections import decided, figure, happened, objected, one
from tests.sql.sealed.test_rounds import ASKED

SHEET = sheet("default100")


def judged(standard: Standard = SHEET) -> Seal:
    with session_scope() as session:
        return rounds.judged(session, ASKED, standard=standard)


def published() -> int:
    """Seal by the sheet and publish; return the round."""
    report(JUNE)
    number: int = within(rounds.keep, sealed=judged(), title="考核评价")
    happened(number, PUBLISHED, begins=-1, ends=3)
    return number


def again(number: int, standard: Standard = SHEET) -> int:
    with acting.using(CHIEF):
        new: int = within(
            corrections.seal_again,
            sealed=judged(standard),
            replaces=number,
            title="考核评价（更正）",
        )
    return new


def test_a_correction_is_sealed_by_the_same_sheet_once_a_target_was_set(sqlite_database: str):
    number = published()
    raised = objected(number, figure(number))
    decided(raised)
    with pytest.raises(EntryRefused, match="同一份评价标准"):
        again(number, NATIONAL)
    with pytest.raises(EntryRefused, match="没有可更正的内容"):
        again(number)
    target = Target(COUNTY, "D1", "50%", "函〔2023〕2号")
    within(set_targets, name=SHEET.code, year=2023, rows=[target])
    new = again(number)
    with session_scope() as session:
        old, made = rounds.seal_of(session, number), rounds.seal_of(session, new)
    assert made.standard.source == old.standard.source == SHEET.source
    assert made.frames.given.targets["target"].to_list() == ["50%"]
    assert one(raised).carried_out == new


def test_a_data_date_before_the_sheet_was_in_force_is_not_sealed_by_it(sqlite_database: str):
    report(JUNE)
    later = replace(SHEET, since=date(2023, 7, 1))
    with pytest.raises(RuleNotInForce, match=f"自2023-07-01起施行，不适用于数据截止日期{JUNE}"):
        judged(later)


def test_a_briefing_of_a_round_or_file_by_a_sheet_is_refused_in_a_sentence(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    number = published()
    with session_scope() as session:
        sealed, file = rounds.seal_of(session, number), rounds.file_of(session, number)
    with pytest.raises(UnknownChoice, match="工作简报按衡量标准编制，这次封账按《"):
        SealedRecords(sealed)
    kept = tmp_path / "考核.zip"
    kept.write_bytes(file)
    out = str(tmp_path / "简报.pdf")
    asked = (["--sealed", str(kept)], ["--round", "1", "--place", ASKED.place, "--year", "2023"])
    for each in asked:
        assert main(["briefing", *each, "--out", out]) == 2
        assert "不能据以编制简报" in capsys.readouterr().err
    assert not Path(out).exists()
