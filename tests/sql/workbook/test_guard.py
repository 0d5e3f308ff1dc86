"""Broken and hostile files: one clear sentence each, and the reader answers the next file."""

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sql.workbook import guard
from sql.workbook.children import Children
from sql.workbook.reading.reader import Reader
from sql.workbook.refusals import WorkbookRefused
from sql.workbook.xml import strings
from sql.workbook.xml.grid import Grid, Room
from tests.workbooks import made, raw

HEADING = '<row r="1">' + raw.text_cell("A1", "项目编码") + "</row>"


@pytest.fixture(scope="module")
def reader():
    own = Children()
    yield Reader(children=own)
    own.close()


def _refused(path: Path, reader: Reader) -> str:
    with pytest.raises(WorkbookRefused) as refusal:
        reader.read(guard.content_of(path))
    sentence = str(refusal.value)
    assert sentence.endswith("。")
    assert "Error" not in sentence
    assert "\n" not in sentence
    return sentence


def _file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "上报.xlsx"
    path.write_bytes(content)
    return path


def _good(tmp_path: Path) -> bytes:
    return made.write(tmp_path / "good.xlsx", made.county()).read_bytes()


WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

FILES = {
    "空文件": (b"", "是空的"),
    "文本改名": ("项目编码,项目名称\n".encode("gbk"), "文本文件（.csv 或 .txt）"),
    "PDF改名": (b"%PDF-1.7\n", "不是 Excel 工作簿"),
    "UTF-8文本": ("\ufeff项目编码,项目名称\nP1,一号\n".encode(), "文本文件（.csv 或 .txt）"),
    "网页改名": (b"<html><table><tr><td>1</td></tr></table></html>", "网页或 XML 格式的表格"),
    "图片": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "这是图片"),
    "压缩包": (b"Rar!\x1a\x07\x00", "压缩包（.rar）"),
    "说不清的": (bytes(range(128, 256)) * 8, "可能是改了扩展名的其他文件"),
    "旧格式": (OLE, "旧格式的表格（.xls 或 .et）"),
    "旧文档": (OLE + "WordDocument".encode("utf-16-le"), "这是 Word 文档"),
    "有打开密码": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "只有压缩包头": (b"PK\x03\x04" + b"\0" * 40, "不完整或已损坏"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_workbook_is_named(name, tmp_path, reader):
    content, words = FILES[name]
    assert words in _refused(_file(tmp_path, content), reader)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused(share, tmp_path, reader):
    whole = _good(tmp_path)
    assert "已损坏" in _refused(_file(tmp_path, whole[: int(len(whole) * share)]), reader)


def test_a_file_of_200_mb_is_refused_by_its_size(tmp_path, reader):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    assert "200MB" in _refused(path, reader)


def test_a_missing_file_is_named(tmp_path, reader):
    assert "没有.xlsx" in _refused(tmp_path / "没有.xlsx", reader)


PARTS = {
    "只有别的东西": ({"a.txt": "x"}, "没有工作簿"),
    "Word文档": ({"word/document.xml": "<x/>"}, "Word"),
    "ODS": ({"content.xml": "<x/>", "mimetype": "x"}, "ODF"),
    "xlsb": ({"xl/workbook.bin": b"x"}, "xlsb"),
    "含宏": ({**raw.parts(HEADING), "xl/vbaProject.bin": b"x"}, "宏"),
    "条目过多": ({**raw.parts(HEADING), **{f"x{i}": "" for i in range(2100)}}, "条目过多"),
    "大小写重名": ({**raw.parts(HEADING), "XL/workbook.xml": "<x/>"}, "重复"),
    "外部实体": (
        {**raw.parts(HEADING), "xl/sharedStrings.xml":
         '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'}, "外部实体"),
    "笑十亿次": (
        {**raw.parts(HEADING), "xl/worksheets/sheet1.xml":
         '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet/>'}, "外部实体"),
    "UTF-16里的实体": (
        {**raw.parts(HEADING), "xl/worksheets/sheet1.xml":
         '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><worksheet/>'.encode("utf-16")},
        "编码"),
    "UTF-16无标记": (
        {**raw.parts(HEADING), "xl/styles.xml": "<!DOCTYPE x []><a/>".encode("utf-16-le")}, "编码"),
    "UTF-7": (
        {**raw.parts(HEADING), "xl/styles.xml": '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-'},
        "编码"),
    "最远的单元格": (raw.parts(HEADING + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
               "多余的内容"),
    "最远的单元格单引号": (
        raw.parts(HEADING + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "多余的内容"),
    "不可能的行号": (
        raw.parts(HEADING + '<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'),
        "。"),
    "行号为零": (raw.parts('<row r="0"><c r="A0"><v>1</v></c></row>'), "另存后再报"),
    "坏的XML": ({**raw.parts(HEADING), "xl/workbook.xml": "<workbook"}, "已损坏"),
    "没有工作表部件": (
        {k: v for k, v in raw.parts(HEADING).items() if "sheet1" not in k}, "已损坏"),
    "部件改名躲检查": (
        {k.replace("sheet1.xml", "sheet1.bin"): str(v).replace("sheet1.xml", "sheet1.bin")
         .replace("<worksheet", "<!DOCTYPE x []><worksheet")
         for k, v in raw.parts(HEADING).items()}, "外部实体"),
    "未知的错误值": (raw.parts(HEADING + '<row r="2"><c r="A2" t="e"><v>#WAT!</v></c></row>'), "已损坏"),
    "共享字符串越界": (raw.parts(HEADING + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>'), "。"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_hostile_package_gets_one_sentence(name, tmp_path, reader):
    contents, words = PARTS[name]
    assert words in _refused(raw.pack(tmp_path / "x.xlsx", contents), reader)
    good = made.write(tmp_path / "good.xlsx", made.county())
    assert reader.read(good.read_bytes()).sheets["funds"].frame.height == 2


SET_IN = (
    "xl/embeddings/Microsoft_Word___.docx", "xl/media/image1.webp", "xl/media/image1.jfif",
    "xl/fonts/font1.odttf", "xl/media/image1", "[trash]/0000.dat", "说明.txt",
)  # fmt: skip


@pytest.mark.parametrize("part", SET_IN)
def test_documents_pictures_and_fonts_set_into_a_workbook_do_no_harm(part, tmp_path, reader):
    whole = raw.book({"资金": made.FUNDS}) | {part: b"\x00\x01PK no text", "xl/media/a.svg": SVG}
    read = reader.read(raw.pack(tmp_path / "x.xlsx", whole).read_bytes())
    assert read.sheets["funds"].frame.height == 2


SVG = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>'


@pytest.mark.parametrize(
    "content",
    [b"\n <!DOCTYPE x []><a/>", *("<!DOCTYPE x []><a/>".encode(e) for e in WIDE)],
    ids=("utf-8", *WIDE),
)
def test_xml_under_another_name_is_looked_at_as_xml(content, tmp_path, reader):
    whole = raw.parts(HEADING) | {"xl/comments.dat": content}
    assert _refused(raw.pack(tmp_path / "x.xlsx", whole), reader)


def _bomb(tmp_path: Path, *, announced: int) -> Path:
    """Pack 7 MB of blanks into a few kB, under headers that announce another size."""
    size = 7 << 20
    path = raw.pack(tmp_path / "bomb.xlsx", {**raw.parts(HEADING), "x.xml": b" " * size})
    content = bytearray(path.read_bytes())
    for at in _all(bytes(content), struct.pack("<I", size)):
        content[at : at + 4] = struct.pack("<I", announced)
    path.write_bytes(content)
    assert path.stat().st_size < 20_000
    return path


def test_a_zip_bomb_is_stopped_by_its_announced_size(tmp_path, reader):
    assert "解压后超过600MB" in _refused(_bomb(tmp_path, announced=700 << 20), reader)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MAX_UNZIPPED", 6 << 20)
    path = _bomb(tmp_path, announced=1000)
    with guard.open_container(path.read_bytes()) as box, pytest.raises(WorkbookRefused):
        for name in box.namelist():
            for _ in guard.Unpacking(box).pieces(name):
                pass


def _all(content: bytes, wanted: bytes):
    at = content.find(wanted)
    while at >= 0:
        yield at
        at = content.find(wanted, at + 1)


def test_an_encrypted_entry_is_refused(tmp_path, reader):
    content = bytearray(_good(tmp_path))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "加密" in _refused(_file(tmp_path, bytes(content)), reader)


def test_styled_blanks_far_out_and_a_wrong_dimension_do_no_harm(tmp_path, reader):
    rows = HEADING.replace("</row>", '<c r="XFD1" s="1"/></row>') + (
        '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    )
    contents = raw.parts(rows)
    contents["xl/worksheets/sheet1.xml"] = raw.sheet_xml(
        rows, before='<dimension ref="A1:XFD1048576"/>'
    )
    text = reader.read(raw.pack(tmp_path / "x.xlsx", contents).read_bytes())
    assert text.sheets["projects"].columns == {"project": 0}


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    path = made.write(tmp_path / "good.xlsx", made.county())
    assert "0秒仍未完成" in _refused(path, Reader(seconds=0))


def test_memory_of_the_reading_process_is_bounded():
    resource = pytest.importorskip("resource")
    code = (
        "from sql.workbook import child as r; r._limit_memory(); import resource;"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == r.MEMORY_LIMIT)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
    assert resource


def test_the_reader_serves_several_threads(tmp_path, reader):
    from concurrent.futures import ThreadPoolExecutor

    path = made.write(tmp_path / "good.xlsx", made.county())
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: reader.read(path.read_bytes()), range(8)))
    assert [t.sheets["funds"].frame.height for t in texts] == [2] * 8


def test_a_stored_zip_of_a_workbook_is_still_read(tmp_path, reader):
    source = zipfile.ZipFile(io.BytesIO(_good(tmp_path)))
    path = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as box:
        for name in source.namelist():
            box.writestr(name, source.read(name))
    assert reader.read(path.read_bytes()).sheets["projects"].frame.height == 2


def test_more_text_than_is_read_is_told_with_where_it_stands(monkeypatch):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = f'<sst xmlns="{space}"><si><t>甲乙</t></si><si><t>丙丁</t></si></sst>'
    monkeypatch.setattr(strings, "MAX_ALL_TEXT", 3)
    with pytest.raises(WorkbookRefused, match="文件内部的共享文字已超过3200万字"):
        strings.read_strings([texts.encode()])
    room = Room()
    room.characters = 3
    grid = Grid("小区", room)
    grid.put(1, 0, "甲乙")
    with pytest.raises(WorkbookRefused, match="到工作表“小区”为止，文字已超过3200万字"):
        grid.put(1, 1, "丙丁")
