"""What the register says of a round is held against its file and the log: each column changed by hand is named."""

from datetime import date

import pytest
from sqlalchemy import func

from metrics.sealing.errors import SealDiffers
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.models.log import LOG
from sql.models.sealed import ROUNDS
from sql.sealed import rounds, steps
from tests.databases import by_hand
from tests.sql.dispatch.test_meetings import JUNE, report
from tests.sql.sealed.test_rounds import sealed

CHANGED = (
    ("place", "620100", "范围登记的是620100，封账文件记的是620000"),
    ("data_date", date(2023, 6, 29), "数据截止日期登记的是2023-06-29，封账文件记的是2023-06-30"),
    ("year", 2022, "计划年度登记的是2022，封账文件记的是2023"),
    ("rules", "local", "参数方案登记的是local，封账文件记的是national"),
    ("rules_on", date(2023, 1, 1), "参数日期登记的是2023-01-01，封账文件记的是2023-06-30"),
    ("standard", "别的标准", "评价标准登记的是别的标准，封账文件记的是建办城〔2021〕50号"),
    ("digest", "0" * 64, f"评价摘要登记的是{'0' * 64}，封账文件记的是"),
    ("log_number", 999, "操作日志末条登记的是999，封账文件记的是"),
    ("number", 7, "轮次登记的是2023年度第7轮（620000，数据截止日期2023-06-30），操作日志第"),
    ("title", "别的标题", "标题登记的是别的标题，操作日志第"),
    ("replaces", 1, "更正前的轮次编号登记的是1，操作日志第"),
    ("by", "别人", "封账人登记的是别人，操作日志第"),
    ("account", 5, "封账账号登记的是5，操作日志第"),
    ("at", "2024-01-01T00:00:00.000000+00:00", "封账时间登记的是2024-01-01 08:00:00，操作日志第"),
)
"""A column of the register, what somebody writes into it by hand, and what is told of it."""


@pytest.fixture
def draft(sqlite_database: str) -> int:
    report(JUNE)
    return sealed()


def wrong_in(number: int) -> str:
    """Return what a proof of a round finds, which is what its pages say as well."""
    with session_scope() as session:
        with pytest.raises(SealDiffers) as found:
            steps.proved(session, number)
        with pytest.raises(SealDiffers) as opening:
            rounds.seal_of(session, number)
    assert str(found.value) == str(opening.value)
    return str(found.value)


@pytest.mark.parametrize(("column", "value", "told"), CHANGED, ids=[each[0] for each in CHANGED])
def test_a_column_changed_by_hand_is_named(draft: int, column: str, value: object, told: str):
    with by_hand() as session:
        session.execute(ROUNDS.update().values({column: value}))
    assert told in wrong_in(draft)


def test_every_column_of_the_register_is_proved_but_the_number_of_its_form():
    own = {"id", "file_sha256", "form"}
    assert {column.name for column in ROUNDS.c} == {each[0] for each in CHANGED} | own


def test_a_name_of_a_file_that_is_not_there_is_told(draft: int):
    with by_hand() as session:
        session.execute(ROUNDS.update().values(file_sha256="0" * 64))
    assert "封账文件与封存时不同" in wrong_in(draft)


def test_file_and_digest_exchanged_together_for_another_sound_seal_are_named(draft: int):
    report(JUNE, started_on=date(2023, 3, 1))
    second = sealed("调整后")
    with session_scope() as session:
        other = rounds.one(session, second)
    with by_hand() as session:
        wrong = {"digest": other.digest, "file_sha256": other.file_sha256}
        wrong["log_number"] = other.log_number
        session.execute(ROUNDS.update().where(ROUNDS.c.id == draft).values(wrong))
    told = wrong_in(draft)
    assert "评价摘要登记的是" in told and "封账文件摘要登记的是" in told
    assert "操作日志第" in told and "封账文件记的是" not in told


def test_a_round_that_the_log_knows_nothing_of_is_told(draft: int):
    with by_hand() as session:
        session.execute(LOG.delete())
    assert "操作日志中没有这一轮次的封账记录" in wrong_in(draft)


def test_an_entry_of_the_log_made_to_fit_by_hand_is_told(draft: int):
    with by_hand() as session:
        session.execute(ROUNDS.update().values(title="别的标题"))
        fit = func.replace(LOG.c.detail, "上半年评价", "别的标题")
        session.execute(LOG.update().values(detail=fit))
    assert "的内容与其摘要不符" in wrong_in(draft)


def test_the_command_and_publishing_prove_the_register_too(
    draft: int, capsys: pytest.CaptureFixture[str]
):
    main(["round", "check", f"{draft}"])
    with by_hand() as session:
        session.execute(ROUNDS.update().values(rules_on=date(2024, 1, 1)))
    for asked in ("verify", "publish"):
        assert main(["round", asked, f"{draft}"]) == 1
        assert "参数日期登记的是2024-01-01" in capsys.readouterr().err


def test_a_round_that_nobody_touched_is_proved(draft: int, capsys: pytest.CaptureFixture[str]):
    assert main(["round", "verify", f"{draft}"]) == 0
    assert "登记和操作日志也与封账文件相符" in capsys.readouterr().out
