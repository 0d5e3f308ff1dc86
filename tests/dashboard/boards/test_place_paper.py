"""One sheet for each city and county: the cells of its page, on one page of A4, one or all in one file."""

from pathlib import Path
from subprocess import run

import pytest

from dashboard import data, place_sheets
from exports import qr_code
from exports.__main__ import main
from exports.papers import place_paper
from exports.papers.document import Briefing, Table, texts
from exports.papers.proof.place_codes import coded
from exports.papers.proof.stamp import code_of, stamp
from metrics.scope import LOCAL, Scope
from metrics.sealing.seal import digest_of
from metrics.views.tracing.trace_words import value_of
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import CITY, COUNTY, DAYS, PROVINCE
from tests.databases import used
from tests.exports import reading_qr

SCOPE = Scope(COUNTY, DAYS[1], 2024, LOCAL)
LIGHTS = "项目灯色"


def composed(scope: Scope) -> Briefing:
    place = data.place_told(scope)
    told = place_paper.Told(place, data.book_told(scope, place), place_sheets.why_words_of(scope))
    (paper,) = place_paper.compose_all([told])
    return paper


def sheets(file: Path) -> list[str]:
    """Return the text of each page, without what a renderer puts between words."""
    command = ["pdftotext", "-raw", str(file), "-"]
    printed = run(command, capture_output=True, check=True, text=True).stdout
    return ["".join(page.split()) for page in printed.split("\f")[:-1]]


@pytest.mark.parametrize("place", [CITY, COUNTY])
def test_the_paper_has_the_cells_and_words_of_the_page(opened: Open, province: str, place: str):
    app = opened("place", place=PROVINCE, region=place, as_of=DAYS[1].isoformat())
    with used(province):
        paper = composed(SCOPE._replace(place=place))
    shown, said = tables(app), words(app)
    rows = {tuple(row) for table in shown.values() for row in table}
    listed = [block for block in paper.blocks if isinstance(block, Table)]
    assert len(listed) >= 5
    for table in listed:
        for row in table.rows:
            cells = [cell.text for cell in row]
            assert any(within(cells, whole) for whole in rows), (table.caption, cells)
    assert "".join(paper.title) in said


def within(cells: list[str], row: tuple[str, ...]) -> bool:
    """Say whether a row of the page has all cells of the paper's, in their order."""
    left = iter(row)
    return all(cell in left for cell in cells)


@pytest.mark.parametrize("place", [CITY, COUNTY])
def test_every_figure_has_a_code_below_its_table_that_leads_to_the_printed_value(
    province: str, place: str
):
    with used(province):
        told = data.place_told(SCOPE._replace(place=place))
        shown = place_paper.figures(told, place_paper.rank_rows(told))
        listed = coded(told, shown)
        paper = composed(SCOPE._replace(place=place))
        notes = [block.note for block in paper.blocks if isinstance(block, Table)]
        for entries, note in zip(listed, notes, strict=False):
            assert entries
            for name, (code, value) in entries:
                assert f"{name} {code}" in note
                assert value in value_of(data.trace(code)), (name, code, value)
    rated, rates, lights, lost = (len(entries) for entries in listed)
    assert rated >= 5
    assert lights == 7
    assert rates >= 2 * len(shown[1].lines)
    assert lost == len(shown[3].lines)


def test_the_foot_has_digest_and_paper_code_and_the_qr_code_says_the_same(province: str):
    with used(province):
        paper = composed(SCOPE)
        told = stamp(paper)
        assert paper.proof.digest == digest_of(data.evaluation(data.province_of(SCOPE)))
    code = code_of(paper)
    assert told is not None
    assert told["line"] == f"评价摘要{paper.proof.digest[:12]}　核验码{code}"
    matrix = reading_qr.of_png(
        qr_code.picture(told["message"]), dots=qr_code.DOTS, quiet=qr_code.QUIET
    )
    assert code in reading_qr.text(matrix)
    assert COUNTY in reading_qr.text(matrix)


def test_a_place_fills_one_sheet_and_all_of_its_words_are_printed(province: str, tmp_path: Path):
    with used(province):
        paper = composed(SCOPE)
        out = tmp_path / "澄湾区.pdf"
        assert main(["place", "--place", COUNTY, "--as-of", f"{DAYS[1]}", "--out", str(out)]) == 0
    (printed,) = sheets(out)
    for part, text in texts(paper):
        if part not in ("报头", "页眉", "依据") and not part.endswith("附注"):
            for line in text.split("\n"):
                assert "".join(line.split()) in printed, (part, text)


def test_all_places_are_one_file_with_a_sheet_each(province: str, tmp_path: Path):
    out = tmp_path / "各地.pdf"
    with used(province):
        assert main(["place", "--all", "--place", CITY, "--out", str(out)]) == 0
        printed = sheets(out)
        inside = data.ranked_inside(SCOPE._replace(place=CITY))
    assert len(printed) == len(inside)
    names = [data_name.removeprefix("云屏市") or "云屏市" for data_name in inside.values()]
    assert all(
        f"{name}老旧小区改造情况一页通" in page for name, page in zip(names, printed, strict=True)
    )


def test_a_province_needs_to_be_asked_for_all(
    province: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with used(province):
        assert main(["place", "--place", PROVINCE, "--out", str(tmp_path / "省.pdf")]) != 0
    assert "--all" in capsys.readouterr().err
