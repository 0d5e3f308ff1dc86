"""A packed PDF is the same document in less room."""

import json
from pathlib import Path
from subprocess import run

import pytest

from exports.papers import supervision_table
from exports.pdf import wide_pdf
from exports.pdf.packing import packed
from exports.pdf.typesetter import typeset
from metrics.supervision.choice import Asked
from tests.metrics.supervision.small_supervision import RULES, some_projects


@pytest.fixture(scope="module")
def plain() -> bytes:
    """Typeset the small supervision table without packing it."""
    paper = supervision_table.compose(some_projects(), RULES, place="620000", asked=Asked())
    told = json.dumps(wide_pdf.as_data(paper), ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exports.pdf.typesetter.MANY_CELLS", ())
        return typeset(told, dated="2023-06-30", template="wide")


def told(command: list[str], content: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(content)
    done = run([command[0], *command[1:], str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def about(content: bytes, folder: Path, *what: str) -> bytes:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return run(["pdfinfo", *what, str(path)], capture_output=True, check=True).stdout


def test_words_and_their_order_stay_in_less_room(plain: bytes, tmp_path: Path):
    small = packed(plain)
    assert small.count(b" 0 obj") < plain.count(b" 0 obj") / 4
    assert len(small) < len(plain)
    text = told(["pdftotext", "-raw"], small, tmp_path)
    assert "兰州市小计" in text
    assert text == told(["pdftotext", "-raw"], plain, tmp_path)


def test_tags_and_metadata_stay_readable(plain: bytes, tmp_path: Path):
    small = packed(plain)
    assert "Tagged:          yes" in about(small, tmp_path).decode()
    assert b"<pdfaid:part>2</pdfaid:part>" in small
    tags = about(small, tmp_path, "-struct")
    assert b"Table" in tags
    # The attributes of a tag may be listed in another order.
    assert sorted(tags.splitlines()) == sorted(about(plain, tmp_path, "-struct").splitlines())


def test_the_same_document_gives_the_same_bytes(plain: bytes):
    assert packed(plain) == packed(plain)


def test_packing_again_changes_nothing(plain: bytes):
    small = packed(plain)
    assert packed(small) == small
