"""A long table made in pieces is the document that one run makes: words, looks and tags."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from subprocess import run

import pikepdf
import pytest

from exports.papers import supervision_table
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf, wide_pieces
from exports.pdf.render import TypesettingFailed, typeset_apart
from metrics.supervision.choice import Asked
from metrics.views.parts.table import Cell
from tests.exports.pdf.reading_tags import faults, kinds, opened, outline
from tests.metrics.supervision.small_supervision import RULES, some_projects

NAME = 5
TIMES = 36
"""So often the rows of the small table stand in the long one: two pages and some rows in each part."""
LONG_NAME = "office改造项目（一期），含加装电梯、管网更新和停车设施" * 3
SCRIPTS = (
    "ལྷ་ས་གྲོང་ཁྱེར།城关区", "（ئۈرۈمچى شەھىرى）12号", "ᠬᠥᠬᠡᠬᠣᠲᠠ ᠶᠢᠨ ᠪᠠᠶᠢᠩᠭᠤ", "ꆈꌠꉙ片区",
    "ئۈرۈمچى شەھىرى تىانشان رايونى كونا مەھەللىلەرنى ئۆزگەرتىش",
)  # fmt: skip
"""Names whose letters join, stack or run from right to left; the last one wraps."""


def long_paper() -> SheetPaper:
    """Return the small table many times over; the names of projects grow and then wrap."""
    paper = supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked())
    lines = []
    for time in range(TIMES):
        for line in paper.table.lines:
            cells = list(line.cells)
            more = (LONG_NAME[:time], SCRIPTS[time % len(SCRIPTS)], "")[time % 3]
            grown = cells[NAME].text + more
            cells[NAME] = Cell(None, grown) if not line.total else cells[NAME]
            lines.append(line._replace(cells=tuple(cells)))
    return paper._replace(table=paper.table._replace(lines=tuple(lines)))


@dataclass(frozen=True)
class Made:
    """The same paper in one run and in pieces."""

    whole: bytes
    joined: bytes


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    paper = long_paper()
    whole = typeset_apart(wide_pdf.as_data(paper), dated=paper.dated, template="wide")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wide_pieces, "PAGES_EACH", 4)
        patch.setattr(wide_pdf, "IN_ONE_RUN", 0)
        yield Made(whole, wide_pdf.render(paper))


def shown(content: bytes, folder: Path, *command: str) -> bytes:
    path = folder / "a.pdf"
    path.write_bytes(content)
    told = [str(path) if word == "PDF" else word for word in command]
    return run(told, capture_output=True, check=True).stdout


def test_every_page_says_the_same(made: Made, tmp_path: Path):
    whole, joined = (
        shown(content, tmp_path, "pdftotext", "-layout", "PDF", "-").decode()
        for content in (made.whole, made.joined)
    )
    assert "office改造项目" in whole
    assert whole.count("\f") > 2 * wide_pieces.PAGES_EACH
    assert f"第5页，共{whole.count(chr(12))}页" in whole
    assert joined.split("\f") == whole.split("\f")


def test_every_page_looks_the_same(made: Made, tmp_path: Path):
    command = ("pdftoppm", "-r", "50", "-gray", "PDF")
    joined, whole = (
        sha256(shown(content, tmp_path, *command)).hexdigest()
        for content in (made.joined, made.whole)
    )
    assert (
        joined == whole
    )  # of two pictures that differ pytest would look for the place for an hour


def test_tags_are_those_of_one_run_and_belong_to_what_is_drawn(made: Made):
    whole, joined = opened(made.whole), opened(made.joined)
    assert kinds(joined) == kinds(whole)
    assert outline(joined) == outline(whole)
    assert faults(joined) == []
    assert faults(whole) == []


def test_a_tag_that_is_lost_is_noticed(made: Made):
    pdf = opened(made.joined)
    pages = pdf.Root.StructTreeRoot.ParentTree.Kids[1]
    pages.Nums[1] = pikepdf.Array(list(pages.Nums[1])[:-1])
    assert "have a tag" in faults(pdf)[0]
    rows = opened(made.joined)
    rows.Root.StructTreeRoot.K[0].K[2].K[1].K[0].K[0].K[0] = 10_000
    assert any("another tag" in fault for fault in faults(rows))


def test_it_says_that_it_is_an_archive_file_of_all_its_pages(made: Made):
    whole, joined = opened(made.whole), opened(made.joined)
    told = joined.Root.Metadata.read_bytes()
    for words in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"%d</xmpTPg" % len(joined.pages)):
        assert words in told
    assert joined.Root.Lang == whole.Root.Lang
    assert joined.Root.MarkInfo.Marked
    assert joined.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert joined.docinfo["/Title"] == whole.docinfo["/Title"]
    assert joined.trailer.ID[0] == joined.trailer.ID[1]
    assert joined.check_pdf_syntax() == []


def test_bookmarks_lead_to_the_first_page_of_each_part(made: Made):
    def places(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        with pdf.open_outline() as listed:
            return [(one.title, numbers[one.destination[0].objgen]) for one in listed.root]

    assert places(opened(made.joined)) == places(opened(made.whole))


def test_every_font_is_in_the_file_once(made: Made):
    def fonts(content: bytes) -> list[str]:
        objects = (o for o in opened(content).objects if isinstance(o, pikepdf.Dictionary))
        named = (o.FontName for o in objects if o.get("/Type") == "/FontDescriptor")
        return sorted(str(name).partition("+")[2] for name in named)

    assert fonts(made.joined) == fonts(made.whole)
    assert len(made.joined) < 1.2 * len(made.whole)


def test_bytes_do_not_depend_on_how_many_pieces_are_made_at_once(
    made: Made, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wide_pieces, "AT_ONCE", 1)
    monkeypatch.setattr(wide_pieces, "PAGES_EACH", 4)
    assert wide_pieces.render(long_paper()) == made.joined


def test_pages_that_are_not_as_laid_out_are_no_paper(monkeypatch: pytest.MonkeyPatch):
    real = wide_pieces.apart

    def higher(module: str, *arguments: str, value: dict) -> bytes:
        if module.endswith("piece"):
            for row in value["data"]["pages"][0]["rows"]:
                row["height"] += 1
        return real(module, *arguments, value=json.loads(json.dumps(value)))

    monkeypatch.setattr(wide_pieces, "apart", higher)
    with pytest.raises(TypesettingFailed, match="pages instead of"):
        wide_pieces.render(long_paper())
