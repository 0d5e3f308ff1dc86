"""Files of objections are told by what they hold, not by their names."""

import io
import zipfile

import pytest

from sql.dispatch.journal import EntryRefused
from sql.sealed.attachments import MOST_BYTES, MOST_FILES, Handed, checked

OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(64)


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


GOOD = {
    "a.pdf": b"%PDF-1.4", "现场.JPG": b"\xff\xd8\xff\xe0", "b.jpeg": b"\xff\xd8\xff\xe1",
    "c.png": b"\x89PNG\r\n\x1a\n", "d.xlsx": zipped("xl/workbook.xml"),
    "e.docx": zipped("word/document.xml"), "f.xls": OLD + "Workbook".encode("utf-16-le"),
    "g.doc": OLD + "WordDocument".encode("utf-16-le"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_taken_where_its_content_is_of_that_kind(name: str):
    ((kept, packed),) = checked([Handed(name, GOOD[name])])
    assert (kept, packed.size) == (name, len(GOOD[name]))


@pytest.mark.parametrize("name", GOOD)
def test_a_content_of_another_kind_is_refused_whatever_the_name(name: str):
    for content in (b"MZ\x90\x00", zipped("setup.exe"), OLD):
        with pytest.raises(EntryRefused, match="内容与文件名不符"):
            checked([Handed(name, content)])


def test_a_workbook_with_macros_is_refused():
    macros = zipped("xl/workbook.xml", "xl/vbaProject.bin")
    with pytest.raises(EntryRefused, match="含有宏"):
        checked([Handed("d.xlsx", macros)])


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a", "pdf", "a.pdf.zip", "d.xlsm"])
def test_other_kinds_are_refused_by_name(name: str):
    with pytest.raises(EntryRefused, match="只收PDF"):
        checked([Handed(name, b"%PDF-1.4")])


def test_size_and_number_are_bounded():
    full = b"%PDF-" + bytes(MOST_BYTES - 5)
    assert checked([Handed("a.pdf", full)])
    with pytest.raises(EntryRefused, match="超过10MB"):
        checked([Handed("a.pdf", full + b"x")])
    with pytest.raises(EntryRefused, match="空文件"):
        checked([Handed("a.pdf", b"")])
    assert checked([Handed("a.pdf", b"%PDF-")] * MOST_FILES)
    with pytest.raises(EntryRefused, match="最多附5份"):
        checked([Handed("a.pdf", b"%PDF-")] * (MOST_FILES + 1))


def test_a_path_before_the_name_is_left_out():
    assert checked([Handed("C:\\桌面\\a.pdf", b"%PDF-")])[0][0] == "a.pdf"
