"""双清单 and 推荐激励名单 as papers: by code, with the proof of the round; 测算 or 送审稿 before it is public."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from exports.papers.document import Briefing, Paragraph, Table, texts
from exports.papers.lists import double_paper, recommended_paper
from exports.papers.lists.recommended_paper import Public
from exports.sheet_kinds import OFFICIAL, RENDER
from metrics.lists.gates import Candidate
from metrics.lists.recommended import Recommendation, placed, recommended
from metrics.lists.rule_keys import Seats
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.sealing.rounds import Round, RoundEvent
from metrics.views.lists.list_words import Source, codes_of, of_seal
from tests.metrics.rating.test_evaluation import GANSU, TWO_COUNTIES
from tests.metrics.sealing.test_slip import sealed

SEAL = sealed(TWO_COUNTIES)
PLACE = SEAL.scope.place


def numbered(*kinds: str) -> Round:
    events = [RoundEvent(kind, date(2023, 8, 1), None, "", 1, "", "") for kind in kinds]
    return Round(
        1, SEAL.scope, 3, "", "", SEAL.digest, "", 0, None, None, False, None, "2023-08-01T00:00:00Z", "",
        events,
    )  # fmt: skip


PUBLISHED = of_seal(SEAL, numbered("checked", "published"), PLACE)
LIVE = Source(SEAL.evaluation(), GANSU)


def chosen(*regions: tuple[str, int]) -> Recommendation:
    told = [
        Candidate(code, "county", rank, 9000, "优", 9, 0, 0, None, ()) for code, rank in regions
    ]
    return placed(told, Seats(2, ()), level="county")


BOTH = chosen(("620103", 1), ("620102", 2))


def paper(
    source: Source = PUBLISHED, told: Recommendation = BOTH, day: date | None = None
) -> Briefing:
    return recommended_paper.compose(Public(source, told, GANSU.rule(OBJECTION_WINDOW), day))


def paragraphs(made: Briefing) -> str:
    return "\n".join(block.text for block in made.blocks if isinstance(block, Paragraph))


def test_who_is_recommended_stands_by_code_and_not_by_merit():
    (table,) = (block for block in paper().blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "620102", "子区", "甲市"], ["2", "620103", "丑县", "甲市"],
    ]  # fmt: skip
    assert "名次" not in "".join(column.label for column in table.columns)


def test_it_bears_the_round_its_digest_and_whose_the_conditions_are():
    told = dict(paper().basis)
    assert told["轮次"] == "2023年度第3轮封账（公示）"
    assert SEAL.digest in told["评价"]
    assert "未见原文" in told["推荐条件"]
    assert "清单原文未见" in told["双清单"]
    assert "根据某省2023年度第3轮封账评价结果" in paragraphs(paper())


def test_the_window_counts_working_days_from_the_day_after():
    # Friday; Monday to Friday are five working days.
    assert "至2023年8月18日（含当日）" in paragraphs(paper(day=date(2023, 8, 11)))
    assert "自公示之日的次日起5个工作日" in paragraphs(paper())


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        (PUBLISHED, ""),
        (of_seal(SEAL, numbered("checked"), PLACE), "送审稿"),
        (of_seal(SEAL, numbered("checked", "published", "withdrawn"), PLACE), "送审稿"),
        (of_seal(SEAL, None, PLACE), "送审稿"),
        (LIVE, "测算"),
    ],
    ids=["published", "checked", "withdrawn", "a file alone", "live"],
)
def test_only_the_list_of_a_public_round_is_no_draft(source: Source, mark: str):
    assert paper(source).watermark == mark
    assert double_paper.compose(source, "county").mark.startswith(mark)


def test_nobody_is_recommended_where_nobody_fulfils_all_of_it():
    told = recommended(PUBLISHED.evaluation, PUBLISHED.rules, "county")
    assert "没有县区达到全部条件，本次不推荐" in paragraphs(paper(told=told))


def test_a_tie_that_nothing_settles_stands_on_the_paper():
    tied = chosen(("620102", 1), ("620103", 1), ("620200", 1))
    assert "名次和各比较项均相同，超出余下名额，待研究确定" in paragraphs(paper(told=tied))


def test_the_evidence_tells_measure_counts_and_trace_code():
    made = double_paper.compose_evidence(PUBLISHED, "county", codes_of(PUBLISHED))
    rows = [[cell.text for cell in line.cells] for line in made.table.lines]
    (breach,) = (row for row in rows if row[0] == "丑县" and row[4] == "A02.2")
    assert breach[1:4] == ["负面清单", "改造计划不科学不合理", "列入"]
    assert breach[6:9] == ["0", "3", "1"]
    assert len(breach[-1]) == len("3D5V-4CD2-1D16")


def test_every_kind_of_file_is_made():
    told = recommended(LIVE.evaluation, LIVE.rules, "county")
    pages = (double_paper.compose(LIVE, "county"), double_paper.compose_conditions(LIVE, told))
    for each in pages:
        assert RENDER["xlsx"](each).startswith(b"PK")
    with ZipFile(BytesIO(OFFICIAL["docx"](paper()))) as file:
        assert "推荐激励名单的公示" in file.read("word/document.xml").decode()
    assert OFFICIAL["pdf"](paper(LIVE)).startswith(b"%PDF")


def test_nothing_on_the_paper_is_left_empty():
    assert all(text.strip() for place, text in texts(paper()) if place in ("正文", "标题"))
