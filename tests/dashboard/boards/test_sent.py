"""报送记录: one submission is opened, its workbook fetched, and the last one of its unit taken back."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from dashboard import data
from metrics.records.findings import CellError, Severity
from metrics.records.reports import Question, in_line, questions_as_json
from metrics.views.parts import numbers
from metrics.views.reported import sent_tables
from sql.models import WORKBOOK_FILES
from sql.workbook.originals import pack
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, DAYS
from tests.databases import by_hand


def test_the_last_of_a_unit_is_taken_back_and_the_one_before_comes_next(opened: Open):
    last, first = (each.id for each in data.submissions() if each.unit == COUNTY)
    app = opened("submissions", view="sent", submission=str(first))
    assert f"只能从本单位最近一次报送（第{last}号）起依次撤回" in words(app)
    app = opened("submissions", view="sent", submission=str(last))
    app.button(key=f"undo:{last}:send").click().run()
    assert "请用不超过200字的一句话写明撤回原因" in words(app)
    app.text_input(key=f"undo:{last}:reason").input("误用了上月的文件")
    app.button(key=f"undo:{last}:send").click().run()
    assert not app.exception
    assert f"已撤回第{last}号报送" in words(app)
    by = data.submissions()[0]
    assert by.undoes == last
    told = dict(tables(app)[f"第{last}号报送"])
    assert told["撤回情况"].endswith(f"已被第{by.id}号撤回")
    standing = [each for each in in_line(data.submissions()) if each.unit == COUNTY]
    assert [each.data_date for each in standing] == [DAYS[0]]
    again = opened("submissions", view="sent", submission=str(first))
    assert again.button(key=f"undo:{first}:send")


def test_the_list_counts_what_stands_and_tells_warnings_apart(opened: Open):
    app = opened("submissions", view="sent")
    count = len([each for each in in_line(data.submissions()) if not each.reports_nothing])
    assert f"有效报送{count}次" in words(app)
    head, first, *_ = tables(app)["报送记录"]
    assert "文件摘要" not in head
    assert head[:7] == ["报送单位", "数据截止日期", "方式", "新增", "变更", "删除", "未变"]
    assert first[head.index("提示")] == numbers.count(data.submissions()[0].warned)


def test_warnings_are_listed_with_their_submission(opened: Open):
    one = data.submissions()[0]
    found = [CellError(code="no_rows", sheet="资金", cell="A2", severity=Severity.WARN)]
    table = sent_tables.warnings(replace(one, warned=3), found)
    assert table.title == "报送时的提示（3条）"
    assert table.note.startswith("另有2条")
    assert table.at("message")[0].text == found[0].message


def test_what_its_sender_confirmed_stands_with_a_submission(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    asked = questions_as_json([Question("removed", "是否确已撤销？")])
    one = replace(data.submissions()[0], confirmed=asked)
    monkeypatch.setattr(data, "submissions", lambda: [one])
    app = opened("submissions", view="sent", submission=str(one.id))
    heads, *rows = tables(app)["经确认的报送"]
    assert heads == ["报送人", "已确认事项"]
    assert [row[1].endswith("是否确已撤销？") for row in rows] == [True]


def test_a_number_that_nobody_has_is_said(opened: Open):
    assert "没有这次报送" in words(opened("submissions", view="sent", submission="<b>0</b>"))


def test_a_workbook_is_handed_out_as_it_was_sent(opened: Open):
    one = data.submissions()[-1]
    assert data.has_original(one.file_sha256)
    assert data.original(one.id)[:2] == b"PK"


def test_a_damaged_original_is_told_and_not_offered(opened: Open):
    one = data.submissions()[-1]
    with by_hand() as session:
        session.execute(update(WORKBOOK_FILES).values(packed=pack(b"another").packed))
    app = opened("submissions", view="sent", submission=str(one.id))
    assert not app.exception
    (told,) = app.error
    assert told.value == (
        f"摘要为{one.file_sha256[:12]}的报送原件已损坏，与报送时不一致，请从较早的备份中取回。"
        "报送记录和已入库的数据不受影响。"
    )
    assert not [each for each in app.button if each.key == "original"]
