"""本期变化 names the reports that somebody had to confirm before they were stored."""

from datetime import date

from metrics.changes.confirmations import confirmations
from metrics.records.reports import (
    Question,
    Submission,
    open_questions,
    questions_as_json,
    questions_from_json,
)
from metrics.views.reported.confirmed_tables import confirmed

ASKED = (
    Question("removed", "上次报送的6行，本次没有其中3行。"),
    Question("plan_year", "有1个项目改了计划年度。"),
)


def submission(
    number: int,
    day: int,
    *,
    unit: str = "620102",
    asked: tuple[Question, ...] = ASKED,
    undoes: int | None = None,
) -> Submission:
    return Submission(
        id=number, unit=unit, data_date=date(2024, 8, day), accepted_at="", sent_by="经办人",
        file_name="县.xlsx", file_sha256="", added=0, changed=0, removed=3, unchanged=3,
        undoes=undoes, confirmed=questions_as_json(asked),
    )  # fmt: skip


def test_only_confirmed_reports_of_the_span_and_of_the_place_are_named():
    sent = [
        submission(1, 2),
        submission(2, 9),
        submission(3, 9, asked=()),
        submission(4, 9, unit="630102"),
        submission(5, 16),
    ]
    named = confirmations(sent, before=date(2024, 8, 2), after=date(2024, 8, 9), units={"620102"})
    assert [each.id for each in named] == [2]


def test_what_was_taken_back_is_not_named():
    sent = [submission(1, 9), submission(2, 9, asked=(), undoes=1)]
    assert not confirmations(
        sent, before=date(2024, 8, 2), after=date(2024, 8, 9), units={"620102"}
    )


def test_every_confirmed_question_is_a_line_in_the_words_that_were_asked():
    table = confirmed([submission(7, 9)], {"620102": "甲一区"})
    assert [[cell.text for cell in line.cells] for line in table.lines] == [
        ["甲一区", "2024-08-09", "7", "经办人", question.words] for question in ASKED
    ]


def test_questions_are_read_back_as_they_were_kept():
    assert questions_from_json(questions_as_json(ASKED)) == ASKED
    assert questions_from_json(questions_as_json(())) == ()
    assert open_questions(ASKED, {ASKED[0].words}) == ASKED[1:]
