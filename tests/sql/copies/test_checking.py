"""A database that was damaged, or changed by another hand, is told from one that is sound."""

import pytest
from sqlalchemy import make_url, text

from sql.__main__ import main
from sql.copies.checking import DatabaseNotSound, sound
from sql.database.engine import engine, let_go
from sql.migrations import append_only
from sql.workbook.originals import pack
from tests.databases import by_hand
from tests.sql.copies.contents import content, file_of


def faults(url: str) -> str:
    with pytest.raises(DatabaseNotSound) as caught:
        sound(make_url(url))
    return str(caught.value)


def changed(*statements: str) -> None:
    with by_hand() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_sound_one_tells_what_it_holds(full: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    assert "检查通过" in told and "督办单1件" in told and content(full).sha256 in told


def test_a_changed_figure_changes_the_digest(full: str):
    before = content(full)
    changed("UPDATE reported_compounds SET households = 11")
    after = content(full)
    assert after.sha256 != before.sha256
    others = [a.name for a, b in zip(after.tables, before.tables, strict=True) if a != b]
    assert others == ["reported_compounds"]


def test_a_record_that_was_deleted_or_added_is_told(full: str):
    changed("DELETE FROM reported_compounds")
    assert "第1号报送应有记录6条，库中有5条" in faults(full)


def test_an_acceptance_before_the_one_before_is_told(full: str):
    changed(
        "INSERT INTO submissions (unit, data_date, accepted_at, file_name, file_sha256, added,"
        " changed, removed, unchanged) VALUES ('620000', '2023-07-01',"
        " '2020-01-01T00:00:00.000000Z', 'a.xlsx', 'x', 0, 0, 0, 0)"
    )
    assert "第2号报送的接收时间2020-01-01T00:00:00.000000Z不晚于上一份报送" in faults(full)


def test_what_takes_back_a_submission_of_another_day_is_told(full: str):
    changed(
        "INSERT INTO submissions (unit, data_date, accepted_at, file_name, file_sha256, added,"
        " changed, removed, unchanged, undoes) VALUES ('620000', '1999-07-01',"
        " '2090-01-01T00:00:00.000000Z', '撤回', 'x', 0, 0, 0, 0, 1)"
    )
    assert "第2号报送所撤回的不是本单位此前的报送" in faults(full)


def test_a_trigger_that_was_taken_off_is_told(full: str):
    assert "触发器" not in str(sound(make_url(full)))
    with engine().begin() as connection:
        append_only.lift(connection)
    assert "个拒绝修改的触发器已被拆除" in faults(full)


def test_a_row_that_refers_to_nothing_is_told(full_sqlite: str):
    with engine().connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        append_only.lift(connection)
        connection.exec_driver_sql("DELETE FROM orders")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    assert "“督办单办理记录”有1条指向的记录不存在" in faults(full_sqlite)


def test_a_value_of_another_kind_is_told(full_sqlite: str):
    changed("UPDATE reported_compounds SET households = '十户'")
    assert "“小区记录”的“户数”列有1个值的类型不对" in faults(full_sqlite)


def test_an_original_that_was_changed_is_told(full: str):
    other = pack(b"another workbook").packed
    changed(f"UPDATE workbook_files SET packed = '{other}'")
    digest = pack("报送".encode()).sha256
    assert f"摘要为{digest[:12]}的报送原件已损坏，与报送时不一致" in faults(full)


def test_a_damaged_file_is_told_with_what_to_do(full_sqlite: str):
    let_go()
    path = file_of(full_sqlite)
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + b"\xff" * 40_000 + whole[middle + 40_000 :])
    told = faults(full_sqlite)
    assert "请先另存一份留查，再用最近的完好备份恢复" in told


def test_a_file_that_is_no_database_is_told(full_sqlite: str):
    let_go()
    file_of(full_sqlite).write_text("这不是数据库" * 1000, encoding="utf-8")
    assert "文件已损坏，无法读取" in faults(full_sqlite)
