"""Import spoiled workbooks one after another, and hold each outcome to an independent reading.

`python -m tests.sql.workbook.spoiling --count 5000` imports so many into a database of its own and tells
how many were stored, refused, or wrong.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from metrics.records.reports import Outcome
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.models import HISTORIES, SUBMISSIONS
from sql.reported.intake import import_workbook
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_content
from sql.workbook.xml.pages import read_file
from tests.sql.workbook import slow_reader
from tests.sql.workbook.mutations import kind_of, spoiled, telling
from tests.workbooks import made, raw

AS_OF = date(2023, 7, 28)


def prepare(folder: Path) -> None:
    """Report the divisions that the county lies in."""
    path = made.write(folder / "省.xlsx", made.province())
    assert import_workbook(path, unit="620000", as_of=AS_OF).stored


def judged(seed: int, folder: Path) -> str:
    """Import the `seed`-th workbook and return what became of it: 已导入, 未导入.

    Raises:
        AssertionError: if it was half stored, told of unplainly, or read as another reader would not.
    """
    content = spoiled(seed)
    path = folder / "x.xlsx"
    path.write_bytes(content)
    with session_scope() as session:
        before = _rows(session)
    outcome = import_workbook(path, unit="620102", as_of=AS_OF, sent_by="")
    with session_scope() as session:
        after = _rows(session)
    _said_plainly(outcome)
    _stored_whole(outcome, before, after)
    if kind_of(seed) == "spelling":
        assert _said(content) == _said(raw.packed(telling()))
        assert outcome.stored
    if outcome.stored:
        _as_others_read(content)
    return "已导入" if outcome.stored else "未导入"


def _rows(session) -> tuple[int, int]:
    """Count the submissions, and the rows of all sheets."""
    counts = [
        select(func.count()).select_from(table).scalar_subquery()
        for table in (SUBMISSIONS, *HISTORIES.values())
    ]
    submissions, *stored = session.execute(select(*counts)).one()
    return submissions, sum(stored)


def _said_plainly(outcome: Outcome) -> None:
    assert outcome.stored == (not outcome.errors)
    for finding in (*outcome.errors, *outcome.warnings):
        assert str(finding).endswith("。"), finding
        assert "Error" not in finding.message.replace(finding.value, "")


def _stored_whole(outcome: Outcome, before: tuple[int, int], after: tuple[int, int]) -> None:
    if not outcome.stored or outcome.accepted.repeated:
        assert after == before
        return
    done = outcome.accepted
    assert after == (before[0] + 1, before[1] + done.added + done.changed + done.removed)
    assert done.added + done.changed + done.unchanged == sum(outcome.counts.values())


def _said(content: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    pages = read_file(content, lambda _name: True).pages
    return [(page.name, page.frame.rows()) for page in pages]


def _as_others_read(content: bytes) -> None:
    """Hold every cell to the slow reader, and every filled one to what is kept of it."""
    others = slow_reader.read(content)
    for page in read_file(content, lambda _name: True).pages:
        ours = {
            (row, page.first + column + 1): text
            for row, line in enumerate(page.frame.rows(), start=1)
            for column, text in enumerate(line)
            if text
        }
        assert ours == others[page.name], page.name
    for sheet in read_content(content).sheets.values():
        parsed = parse_sheet(sheet)
        for name in sheet.sheet.schema:
            typed = sheet.frame[name].fill_null("").str.strip_chars()
            lost = (typed != "") & (typed != "无") & parsed.frame[name].is_null()
            assert not lost.any(), (name, typed.filter(lost).to_list())


def main(arguments: list[str]) -> int:
    """Import the workbooks and print the figures; 1 if any went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/x.sqlite"
        ensure_ready()
        prepare(Path(folder))
        seeds = range(asked.first, asked.first + asked.count)
        became, wrong = _all(seeds, Path(folder))
    for (kind, result), times in sorted(became.items()):
        sys.stdout.write(f"{kind:10}{result:8}{times:6}\n")
    for seed, problem in wrong.items():
        sys.stdout.write(f"{seed} {kind_of(seed)}: {problem}\n")
    return 1 if wrong else 0


def _all(seeds: Iterable[int], folder: Path) -> tuple[Counter[tuple[str, str]], dict[int, str]]:
    became, wrong = Counter[tuple[str, str]](), dict[int, str]()
    for seed in seeds:
        try:
            result = judged(seed, folder)
        except Exception as error:
            result = "有误"
            wrong[seed] = f"{type(error).__name__} {str(error)[:500]}"
        became[kind_of(seed), result] += 1
    return became, wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
