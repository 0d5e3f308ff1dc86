"""Thousands of ways to spoil a workbook, or to spell it otherwise, each made from one number."""

import io
import random
import re
import zipfile
from datetime import date

from tests.workbooks import made, raw

KINDS = ("bytes", "xml", "xml", "spelling", "spelling", "values")
_XML_PIECES = (
    "<", ">", "</c>", "<c>", '<c r="A1">', '<c r="XFD1048576"><v>1</v></c>', "</row>", "<row>",
    '<row r="1048576">', '<row r="-1">', "<v>", "</v>", "&", "&lt;", "&#0;", "&#x10FFFF;", "&x;",
    "<!DOCTYPE x>", "<![CDATA[", "]]>", "<!--", "-->", '<?xml version="1.0"?>', "\x00", "\ufeff",
    ' t="e"', ' t="s"', ' t="b"', ' t="d"', ' t="inlineStr"', ' s="99999"', ' r="Z99"', "<f>", "</f>",
    "<is><t>", "</t></is>", "999999999999999999999", "1e999", "NaN", "-0", "é" * 3, "无",
    "</sheetData>", "</worksheet>", '<mergeCell ref="A1:XFD9"/>', ' xml:space="preserve"',
    "<r><t>", "</t></r>", "<rPh>", "<extLst>", "</extLst>", ' s="1"', ' s="2"', ' s="3"', ' hidden="1"',
    ' date1904="1"', "<f/>", "<v/>", " ", "1", ".5", "E5", "<x:c xmlns:x='urn:x'/>", "<sheetData>",
)  # fmt: skip

_VALUES = (
    None, "", " ", "无", "是", "否", "/", "-", "#N/A", "#REF!", "=1/0", "{label}", "{0.__class__}",
    "%s", "<b>", "\u202e倒", "\u200b", "甲" * 3000, 0, 1, -1, 0.1 + 0.2, 1e-7, 1e15, 1e300, 2**63,
    True, False, "1,234.5", "１２３", "85%", "1%", "1.2亿元", "5000元", "0.0000001", "2023.1", "2023年6月",
    "2023-02-30", "99999999", "45107", "620102.0", "1.23E+18", "P1", "C1", "620103", "629999", "620102",
    "供水", "中央财政补助", "EPC", "x\ny", "'; drop table submissions; --", "\\", '"', "𠮷", "é",
    "_x0041_", "_x0000_", "甲" * 40_000, date(2023, 6, 30), 45_107, 45_107.5, 12_345_678_901_234_567,
)  # fmt: skip


def telling() -> dict[str, str]:
    """Return a sound workbook in whose sheet 小区 formats and formulas tell what values do not."""
    sheets = made.changed(made.county(), "小区", 1, "形象进度(%)", None)
    contents = raw.book(sheets)
    part = "xl/worksheets/sheet2.xml"
    line = contents[part]
    line = line.replace('<c r="D2"><v>100</v></c>', '<c r="D2"><f>60+40</f><v>100</v></c>')
    line = line.replace('<c r="H3"', '<c r="G3" s="2"><v>45078</v></c><c r="H3"')
    line = line.replace('</row><row r="3">', '<c r="I2" s="3"><v>0.5</v></c></row><row r="3">')
    return contents | {part: line}


def kind_of(seed: int) -> str:
    """Return what the `seed`-th workbook is spoiled in."""
    return KINDS[seed % len(KINDS)]


def spoiled(seed: int) -> bytes:
    """Return the `seed`-th workbook; one of another spelling alone says what the sound one says."""
    chance, kind = random.Random(seed), kind_of(seed)
    if kind == "values":
        return raw.packed(raw.book(_cells_spoiled(chance)))
    if kind == "spelling":
        return raw.packed({n: respelled(n, xml, chance) for n, xml in telling().items()})
    whole = raw.packed(telling())
    return _bytes_flipped(whole, chance) if kind == "bytes" else _xml_spoiled(whole, chance)


def _bytes_flipped(whole: bytes, chance: random.Random) -> bytes:
    content = bytearray(whole)
    for _ in range(chance.choice((1, 2, 8, 64))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.2:
        del content[chance.randrange(len(content)) :]
    return bytes(content)


def _xml_spoiled(whole: bytes, chance: random.Random) -> bytes:
    """Change the XML of one part and pack the file again, so that the zip itself is sound."""
    source = zipfile.ZipFile(io.BytesIO(whole))
    names = source.namelist()
    sheets = [n for n in names if "sheet" in n or "workbook" in n or "styles" in n]
    victim = chance.choice(sheets if chance.random() < 0.85 else names)
    parts = {name: source.read(name) for name in names}
    if chance.random() < 0.3:
        parts = {n: respelled(n, xml.decode(), chance).encode() for n, xml in parts.items()}
    return raw.packed({**parts, victim: _xml(parts[victim], chance)})


def _xml(content: bytes, chance: random.Random) -> bytes:
    text = content.decode()
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        tags = [m.span() for m in re.finditer(r"<[^>]*>|[^<]+", text)] or [(0, 0)]
        start, end = chance.choice(tags)
        piece = chance.choice(_XML_PIECES)
        text = {
            "cut": text[:start] + text[end:],
            "double": text[:end] + text[start:end] + text[end:],
            "replace": text[:start] + piece + text[end:],
            "insert": text[: (at := chance.randrange(start, end + 1))] + piece + text[at:],
        }[chance.choice(("cut", "double", "replace", "insert"))]
    return text.encode("utf-8", "surrogatepass")


def _cells_spoiled(chance: random.Random) -> dict[str, made.Rows]:
    sheets = {name: [list(row) for row in rows] for name, rows in made.county().items()}
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        rows = sheets[chance.choice(list(sheets))]
        heading = chance.random() < 0.2
        row = chance.randrange(len(rows)) if heading else chance.randrange(1, len(rows))
        rows[row][chance.randrange(len(rows[row]))] = chance.choice(_VALUES)
    return sheets


def respelled(name: str, xml: str, chance: random.Random) -> str:
    """Return a part as other writers might spell it; it says the same."""
    if "content-types" in xml:
        return xml
    declaration, _, body = xml.partition("?>")
    share = chance.choice((0.02, 0.2, 1))
    for change in chance.sample(_CHANGES, chance.choice((1, 2, 4))):
        body = change(body, lambda: chance.random() < share)
    if "worksheets/" in name and chance.random() < 0.3:
        body = _without_addresses(body)
    if chance.random() < 0.3:
        named = re.sub(r"<(/?)(?=\w)", r"<\1x:", body)
        body = re.sub(r"(\s)xmlns(\s*=)", r"\1xmlns:x\2", named)
    start = chance.choice((declaration + "?>", "", declaration + "?>\r\n<!-- <c r='A1'/> -->"))
    return start + body


def _each(pattern: str, change):
    """Return a change of some of the matches of a pattern."""
    return lambda xml, some: re.sub(pattern, lambda m: change(m) if some() else m[0], xml)


def _turned(tag: re.Match[str]) -> str:
    listed = re.findall(r'[\w:]+ ?= ?(?:"[^"]*"|\'[^\']*\')', tag[2])
    return tag[1] + "".join(f" {each}" for each in reversed(listed)) + tag[3]


_CHANGES = (
    _each(r'="([^"\']*)"', lambda m: f"='{m[1]}'"),
    _each(r"(<[\w:]+)((?: [^<>/]*?)?)(/?>)", _turned),
    _each(r"(?<=[\w\"'])(/?>)(?=<|$)", lambda m: f" \n{m[1]}"),
    _each(r" (?=[\w:]+ ?=)", lambda _m: " \r\n\t"),
    _each(r"(?<=\w)=(?=[\"'])", lambda _m: " = "),
    _each(r"<c (?=r)", lambda _m: '<c ph="1" '),
    _each(r"(<v>|<t>)([^<&]+)<", lambda m: f"{m[1]}<![CDATA[{m[2]}]]><"),
    _each(r"(?<=<v>)[^<&]+(?=</v>)", lambda m: "".join(f"&#{ord(each)};" for each in m[0])),
    _each(r"(?<=<t>)[^<&]+(?=</t>)", lambda m: "".join(f"&#x{ord(each):x};" for each in m[0])),
    _each(r"(?<=>)(?=<[\w/])", lambda _m: "<!-- <v>9</v> -->"),
    _each(r"(?<=<v>)(?=[^<]+</v>)", lambda _m: "<?x <v>9</v> ?>"),
    _each(r"<c ([^<>]*)/>", lambda m: f"<c {m[1]}></c>"),
    _each(r"</row>", lambda _m: "<extLst><ext><c><v>9</v></c></ext></extLst></row>"),
    _each(r"<row ", lambda _m: '<row ht="9" xmlns:o="urn:o" o:r="7" '),
    _each(r"<f>", lambda _m: '<f ca="1">'),
)


def _without_addresses(xml: str) -> str:
    """Leave out the addresses of cells in rows that have no gaps."""

    def bare(row: re.Match[str]) -> str:
        found = re.findall(r"<c [^<>]*\br ?= ?[\"']([A-Z])", row[0])
        if found != [chr(65 + at) for at in range(len(found))]:
            return row[0]
        return re.sub(r"(<c [^<>]*?)\br ?= ?[\"'][A-Z]+\d+[\"']", r"\1", row[0])

    return re.sub(r"<row .*?</row>", bare, xml, flags=re.DOTALL)
