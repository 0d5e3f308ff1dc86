"""下载工作簿 on the small province: what is chosen stands in the address, and is made when asked for."""

import io
import zipfile
from datetime import date

from dashboard import data
from sql.workbook.identity import identity
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, words
from tests.dashboard.small_province import CITY, COUNTY


def test_one_units_workbook_is_made_for_the_date_that_the_address_names(opened: Open):
    app = opened("submissions", view="workbook", whose=COUNTY, due="2024-08-16")
    assert not app.exception
    assert "数据截止日期写为2024-08-16；填入截至该日有效的记录。" in words(app)
    assert "workbook:made" not in app.session_state
    app.button(key="make:workbook").click().run(timeout=120)
    _, file = app.session_state["workbook:made"]
    assert file.name.startswith(f"{COUNTY}_云岭省") and file.name.endswith("_2024-08-16.xlsx")
    told = identity(file.content, "x.xlsx")
    assert (told.unit, told.as_of) == (COUNTY, date(2024, 8, 16))
    assert stands(app, "due") == "2024-08-16"


def test_the_unit_of_the_bar_is_offered_first(opened: Open):
    app = opened("submissions", view="workbook", place=COUNTY)
    assert stands(app, "whose") == COUNTY


def test_a_citys_units_come_as_one_zip_and_leave_the_date_to_the_units(opened: Open):
    app = opened("submissions", view="workbook", whose=CITY, reach="below")
    assert "数据截止日期由单位在“填报说明”中填写；填入截至目前有效的记录。" in words(app)
    app.button(key="make:workbook").click().run(timeout=120)
    _, file = app.session_state["workbook:made"]
    assert file.name.endswith("_各单位工作簿.zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as box:
        assert [name[:6] for name in box.namelist()][:2] == [CITY, COUNTY]


def test_a_date_that_is_none_is_said_and_left_out(opened: Open):
    app = opened("submissions", view="workbook", due="下周五")
    assert "应写作2024-07-08，没有采用" in words(app)
    assert "due" not in app.query_params


def test_before_anybody_has_reported_the_blank_workbook_is_offered(opened_empty: Open):
    app = opened_empty("submissions", view="workbook")
    assert not app.exception
    assert "“区划”表由省级维护，其他单位不必填写。" in words(app)


def test_the_blank_workbook_of_a_unit_says_whose_it_is_and_asks_for_the_date_only(opened: Open):
    app = opened("submissions", view="workbook", book="blank", whose=COUNTY)
    assert "黄色格中填写数据截止日期，上传时自动识别" in words(app)
    told = identity(data.blank_workbook(COUNTY), "x.xlsx")
    assert (told.unit, told.as_of, told.doubts) == (COUNTY, None, ())
    app = opened("submissions", view="workbook", book="blank")
    assert "黄色格中填写报送单位和数据截止日期" in words(app)
