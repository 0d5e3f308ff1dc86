"""The slip of correction (更正单) as a paper: number, objection with its decision, tables, digests."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from exports.papers.document import Briefing, Paragraph, Table, texts
from exports.papers.sealing import slip_paper
from exports.papers.sealing.slip_paper import Told
from exports.sheet_kinds import OFFICIAL, RENDER
from metrics.sealing.objections import CARRIED_OUT, CORRECTED, Objection, ObjectionEvent
from metrics.sealing.rounds import Round, RoundEvent
from metrics.sealing.seal import Seal
from metrics.sealing.slip import slip
from tests.metrics.rating.test_evaluation import REGIONS, TWO_COUNTIES
from tests.metrics.sealing.test_slip import corrected, sealed

OLD, NEW = sealed(TWO_COUNTIES), sealed(corrected(built_year=1990))


def numbered(seal: Seal, number: int, replaces: int | None = None) -> Round:
    return Round(
        number, seal.scope, number, "", "", seal.digest, "", 0, replaces, None, False, None,
        "2023-08-25T02:00:00Z", "",
    )  # fmt: skip


def happened(kind: str, words: str) -> ObjectionEvent:
    return ObjectionEvent(kind, date(2023, 8, 20), None, words, 1, "", "")


RAISED = Objection(
    1, 1, "620103", "3D5V-4CD2-1D16", "A02.2", "620103", date(2023, 8, 11), "11号院建成于1990年，原报有误。",
    3, "", "", (happened(CORRECTED, "经查档案，情况属实。"), happened(CARRIED_OUT, "")),
)  # fmt: skip
NAMES = {str(row["region"]): str(row["name"]) for row in REGIONS}
TOLD = Told(numbered(OLD, 1), numbered(NEW, 2, 1), 1, slip(OLD, NEW), [RAISED], (), NAMES)


def paper() -> Briefing:
    return slip_paper.compose(TOLD)


def paragraphs() -> str:
    return "\n".join(block.text for block in paper().blocks if isinstance(block, Paragraph))


def test_it_bears_its_number_and_both_digests():
    made = paper()
    assert made.issue == "更正单第1号（2023年度）"
    told = dict(made.basis)
    assert OLD.digest in told["原轮次"]
    assert NEW.digest in told["更正后轮次"]


def test_the_objection_stands_with_its_decision_and_reasons():
    words = paragraphs()
    assert (
        "1. 丑县于2023年8月11日对丑县“A02.2 对象符合条件”（溯源码3D5V-4CD2-1D16）提出异议" in words
    )
    assert "裁定（2023年8月20日）：更正。理由：经查档案，情况属实。" in words


def test_it_says_how_much_moved_and_lists_it():
    assert "结论变化的记录1条" in paragraphs()
    tables = [block for block in paper().blocks if isinstance(block, Table)]
    assert len(tables) == 4
    assert "11号院" in "".join(text for _, text in texts(paper()))


def test_it_is_a_draft_until_its_round_is_public_and_again_once_that_is_withdrawn():
    def mark(*kinds: str) -> tuple[str, str]:
        events = [RoundEvent(kind, date(2023, 8, 26), None, "", 1, "", "") for kind in kinds]
        told = TOLD._replace(new=TOLD.new._replace(events=events))
        return slip_paper.compose(told).watermark, slip_paper.compose_list(told).mark

    assert mark() == ("送审稿", "送审稿")
    assert mark("returned")[0] == "送审稿"
    assert mark("checked", "published") == ("", "")
    assert mark("checked", "published", "withdrawn")[0] == "送审稿"


def test_it_names_the_numbers_before_it_that_are_void_and_says_nothing_where_there_is_none():
    assert "编号说明" not in dict(slip_paper.basis(TOLD))
    told = TOLD._replace(number=4, void=(1, 3))
    words = "更正单第1号、第3号因更正封账退回或作废而作废，号码不再使用。"
    assert dict(slip_paper.basis(told))["编号说明"] == words
    assert words in [text for _, text in texts(slip_paper.compose(told))]
    assert ("编号说明", words) in slip_paper.compose_list(told).basis


def test_of_seals_that_tell_the_same_it_says_so():
    same = TOLD._replace(found=slip(OLD, OLD))
    words = [b.text for b in slip_paper.compose(same).blocks if isinstance(b, Paragraph)]
    assert words[-1] == "更正前后的记录、计数、得分和名次完全相同。"


def test_it_is_written_as_pdf_word_and_excel():
    assert OFFICIAL["pdf"](paper()).startswith(b"%PDF-")
    with ZipFile(BytesIO(OFFICIAL["docx"](paper()))) as word:
        assert "更正单第1号" in word.read("word/document.xml").decode()
    with ZipFile(BytesIO(RENDER["xlsx"](slip_paper.compose_list(TOLD)))) as book:
        assert "11号院" in book.read("xl/sharedStrings.xml").decode()


def test_the_year_at_the_foot_of_its_list_is_not_read_as_the_size_of_the_letters():
    with ZipFile(BytesIO(RENDER["xlsx"](slip_paper.compose_list(TOLD)))) as book:
        assert "&amp;R&amp;8 2023年度第2轮" in book.read("xl/worksheets/sheet1.xml").decode()
