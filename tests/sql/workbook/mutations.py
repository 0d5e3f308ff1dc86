"""Thousands of ways to spoil a workbook, each made from one number."""

import io
import random
import re
import zipfile
from pathlib import Path

from tests.workbooks import made, raw

_XML_PIECES = (
    "<", ">", "</c>", "<c>", '<c r="A1">', '<c r="XFD1048576"><v>1</v></c>', "</row>", "<row>",
    '<row r="1048576">', '<row r="-1">', "<v>", "</v>", "&", "&lt;", "&#0;", "&#x10FFFF;", "&x;",
    "<!DOCTYPE x>", "<![CDATA[", "]]>", "<!--", "-->", '<?xml version="1.0"?>', "\x00", "\ufeff",
    ' t="e"', ' t="s"', ' t="b"', ' t="d"', ' t="inlineStr"', ' s="99999"', ' r="Z99"', "<f>", "</f>",
    "<is><t>", "</t></is>", "999999999999999999999", "1e999", "NaN", "-0", "é" * 3, "无",
    "</sheetData>", "</worksheet>", '<mergeCell ref="A1:XFD9"/>', ' xml:space="preserve"',
)  # fmt: skip

_VALUES = (
    None, "", " ", "无", "是", "否", "/", "-", "#N/A", "#REF!", "=1/0", "{label}", "{0.__class__}",
    "%s", "<b>", "\u202e倒", "\u200b", "甲" * 3000, 0, 1, -1, 0.1 + 0.2, 1e-7, 1e15, 1e300, 2**63,
    True, False, "1,234.5", "１２３", "85%", "1%", "1.2亿元", "5000元", "0.0000001", "2023.1", "2023年6月",
    "2023-02-30", "99999999", "45107", "620102.0", "1.23E+18", "P1", "C1", "620103", "629999", "620102",
    "供水", "中央财政补助", "EPC", "x\ny", "'; drop table submissions; --", "\\", '"', "𠮷", "é",
)  # fmt: skip


def spoiled(path: Path, *, seed: int, whole: bytes) -> Path:
    """Write the `seed`-th spoiled workbook; `whole` is the sound file it starts from."""
    chance = random.Random(seed)
    kind = seed % 5
    if kind < 2:
        path.write_bytes(_bytes_flipped(whole, chance))
    elif kind < 4:
        path.write_bytes(_xml_spoiled(whole, chance))
    else:
        raw.pack(path, raw.book(_cells_spoiled(chance)))
    return path


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
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name in names:
            content = source.read(name)
            box.writestr(name, _xml(content, chance) if name == victim else content)
    return target.getvalue()


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
        row = (
            chance.randrange(len(rows)) if chance.random() < 0.2 else chance.randrange(1, len(rows))
        )
        rows[row][chance.randrange(len(rows[row]))] = chance.choice(_VALUES)
    return sheets
