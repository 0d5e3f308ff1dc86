"""The same table on screen, in Excel and as PDF: rows, order, headings, lights and subtotals."""

from pathlib import Path

import pytest

from exports.excel import render as excel
from exports.papers import listed_papers, supervision_table
from exports.papers.sheet_layout import parts
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from metrics.supervision.choice import Asked, select
from metrics.supervision.issues import ledger
from metrics.views.parts.heading_spans import heading_spans
from metrics.views.supervision.supervision_tables import GROUPS, project_table
from metrics.views.supervision.task_tables import ledger_table
from tests.exports.reading_papers import (
    blank_if_missing,
    expected,
    from_excel,
    headings,
    pdf_text,
    squeezed,
)
from tests.metrics.small_frames import frames
from tests.metrics.supervision.small_supervision import COUNTY, REGIONS, RULES, some_projects
from tests.metrics.supervision.test_issues import ISSUE
from tests.reading_tables import labels, lines_of

VIEWS = [Asked(), Asked(light="红", order="light"), Asked(region="620103", order="region")]


def on_screen(asked: Asked) -> list[tuple]:
    """Return the rows of all pages of the screen, two projects to a page, totals once."""
    table = some_projects()
    kept = select(table, asked)
    by = asked.order if asked.order in GROUPS else None
    rows: list[tuple] = []
    for offset in range(0, kept.height, 2):
        shown = project_table(table, kept, by=by, offset=offset, limit=2)
        rows += [row for row in lines_of(shown) if row not in rows]
    return rows


def issues() -> SheetPaper:
    given = frames(regions=REGIONS, issues=[ISSUE, {**ISSUE, "issue": "=W2", "proof": "照片\n3张"}])
    found = ledger_table(ledger(given, RULES), given.regions)
    return listed_papers.issues(found, given, RULES, place=COUNTY, asked={"来源": "审计"})


def check(paper: SheetPaper, folder: Path) -> None:
    """Compare what the files say with what the screen says, cell by cell and in order."""
    made = excel.render(paper)
    said = expected(paper)
    assert from_excel(paper, made) == blank_if_missing(said)
    heads = headings(paper, made)
    for span in heading_spans(paper.table):
        assert heads[span.row][span.column] == span.text
    _check_pdf(paper, said, pdf_text(wide_pdf.render(paper), folder))


def _check_pdf(paper: SheetPaper, said: list[list[str]], text: str) -> None:
    at = 0
    for places in parts(paper):
        for row in said:
            cut = len(labels(paper.table)) - len(row)
            own = [row[0]] if cut else []
            own += [row[place - cut] for place in places if not cut or place >= paper.frozen]
            found = text.find(squeezed("".join(own)), at)
            assert found >= at, own
            at = found + 1


@pytest.mark.parametrize("asked", VIEWS, ids=["全部", "红灯在前", "一个县区"])
def test_督导表_屏幕_Excel_PDF一致(asked: Asked, tmp_path: Path):
    paper = supervision_table.compose(some_projects(), RULES, place="620000", asked=asked)
    assert list(lines_of(paper.table)) == on_screen(asked)
    check(paper, tmp_path)


def test_整改台账_屏幕_Excel_PDF一致(tmp_path: Path):
    check(issues(), tmp_path)
