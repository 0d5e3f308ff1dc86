"""溯源 in files: Excel of tables of figures lists the code of every figure, with the cell it stands in."""

from io import BytesIO

import openpyxl
import pytest

from metrics.sealing.trace import read
from tests.dashboard.boards.test_table_files import made
from tests.dashboard.conftest import Open
from tests.dashboard.handed import taken
from tests.dashboard.reading import tables, words

FILES = {"ranking": "ranking_file", "indicators": "matrix_file", "overview": "progress_file"}
HEADS = ["单元格", "数字", "地区", "值", "溯源码"]


def book(opened: Open, page: str, **address: str) -> openpyxl.Workbook:
    app = opened(page, **address)
    app.button(key=FILES[page]).click().run()
    assert not app.exception
    return openpyxl.load_workbook(BytesIO(taken().content))


def told(opened_book: openpyxl.Workbook) -> list[list[str]]:
    heads, *rows = [[cell.value for cell in row] for row in opened_book["溯源"].iter_rows()]
    assert heads == HEADS
    return rows


@pytest.mark.parametrize(
    ("page", "figures"),
    [("ranking", {"score", "rank", "grade", "planned"}), ("indicators", {"score", "A07", "B01"})],
)
def test_each_figure_of_the_table_has_its_code_beside_cell_region_and_value(
    opened: Open, page: str, figures: set[str]
):
    made_book = book(opened, page, level="county")
    table, rows = made_book.worksheets[0], told(made_book)
    assert rows
    assert figures <= {read(row[-1]).figure for row in rows}
    assert len({row[0] for row in rows}) == len(rows)
    for cell, _, region, _, _ in rows:
        line = [each.value for each in table[table[cell].row]]
        assert region in line, cell
    scores = [row for row in rows if read(row[-1]).figure == "score" and row[3] != "—"]
    assert scores
    assert all(f"{table[row[0]].value:.2f}" == row[3] for row in scores)


def test_the_progress_of_the_regions_has_its_codes(opened: Open):
    made_book = book(opened, "overview")
    table, rows = made_book.worksheets[0], told(made_book)
    kinds = {read(row[-1]).figure for row in rows}
    assert {"planned_compounds", "started_compounds", "start_rate", "received"} <= kinds
    started = [row for row in rows if read(row[-1]).figure == "started_compounds"]
    assert len(started) == len({row[2] for row in started}) > 1
    assert all(str(table[row[0]].value) == row[3] for row in started if row[3] != "—")


def test_a_score_sheet_has_the_codes_of_its_items_and_they_open(opened: Open):
    app = opened("sheets")
    app.button(key="sheet_xlsx").click().run()
    assert not app.exception
    rows = told(openpyxl.load_workbook(BytesIO(taken().content)))
    assert {read(row[-1]).figure.partition(":")[0] for row in rows} == {"item"}
    one = next(row for row in rows if row[3].replace(".", "").isdigit())
    said = words(opened("trace", code=one[-1])).replace("\\", "")
    assert one[3] in said and one[2] in said


def test_a_code_of_the_file_opens_its_figure(opened: Open):
    rows = told(book(opened, "ranking", level="county"))
    score = next(row for row in rows if read(row[-1]).figure == "score" and row[3] != "—")
    app = opened("trace", code=score[-1])
    assert not app.exception
    said = words(app).replace("\\", "")
    assert score[3] in said and score[2] in said


def test_a_table_of_records_has_no_sheet_of_codes(opened: Open):
    app = opened("ledger", state="all")
    assert tables(app)
    assert "溯源" not in openpyxl.load_workbook(BytesIO(made(app))).sheetnames
