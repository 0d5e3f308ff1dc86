"""Files of less than 1 MB that ask for as much as they can, each made by itself."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping

from metrics.records.sheets.compounds import COMPOUNDS
from tests.workbooks import raw

MEGABYTE = 1 << 20
_CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'
_WRONG = f"<row>{_CELL.format('P1')}{_CELL.format('甲')}</row>"
_PROJECTS = ("项目编码", "项目名称", "行政区划代码", "计划年度")
_STRINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
)


def _heading(labels: tuple[str, ...]) -> str:
    return f"<row>{''.join(map(_CELL.format, labels))}</row>"


def _one_wrong_cell(after: str = "", **parts: str) -> dict[str, str]:
    """Return a small workbook of projects with a wrong cell, and XML behind its rows."""
    contents = raw.parts(_heading(_PROJECTS) + _WRONG)
    sheet = "xl/worksheets/sheet1.xml"
    contents[sheet] = contents[sheet].replace("</sheetData>", f"</sheetData>{after}")
    return contents | parts


def _all_cells_wrong() -> dict[str, str]:
    labels = tuple(column.label for column in COMPOUNDS.columns)
    row = f"<row>{_CELL.format('？') * len(labels)}</row>"
    return raw.parts(_heading(labels) + row * (3_900_000 // len(labels)), name="小区")


def _long_texts() -> dict[str, str]:
    labels = ("问题编码", "问题描述", "责任人", "佐证材料")
    row = f"<row>{_CELL.format('W1')}{_CELL.format('长' * 190) * 3}</row>"
    return raw.parts(_heading(labels) + row * 110_000, name="整改台账")


def _valid_rows() -> dict[str, str]:
    labels = ("社区编码", "社区名称", "行政区划代码")
    rest = f"{_CELL.format('某社区')}{_CELL.format('620102')}</row>"
    rows = (f"<row><c><v>{number}</v></c>{rest}" for number in range(100_000, 255_000))
    return raw.parts(_heading(labels) + "".join(rows), name="社区摸排")


def _long_cell() -> dict[str, str]:
    return raw.parts(_heading(("项目编码", "长" * 20_000_000)))


def _blanks_in_tags() -> dict[str, str]:
    return raw.parts(
        _heading(_PROJECTS) + f"<row{' ' * 10_000_000}>" + f"<c{' ' * 9_000_000}/></row>"
    )


def _repeated(xml: str, times: int, name: str) -> str:
    return (
        f'<{name} count="{times}">{"".join(xml.format(n=n) for n in range(1, times + 1))}</{name}>'
    )


def _merges() -> dict[str, str]:
    whole = '<mergeCell ref="F1:F1048576"/><mergeCell ref="H1:XFD1048576"/>'
    some = "".join(f'<mergeCell ref="E{n}:E{n + 1}"/>' for n in range(10, 90_000, 2))
    return _one_wrong_cell(f"<mergeCells>{whole}{some}</mergeCells>")


def _links() -> dict[str, str]:
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    return _one_wrong_cell(link)


def _validations() -> dict[str, str]:
    areas = " ".join(f"E{n}:F{n}" for n in range(1, 4_000, 2))
    one = (
        f'<dataValidation type="list" sqref="{areas}"><formula1>"是,否"</formula1></dataValidation>'
    )
    return _one_wrong_cell(f"<dataValidations>{one * 60}</dataValidations>")


def _conditions() -> dict[str, str]:
    one = (
        '<conditionalFormatting sqref="E{n}:F{n}"><cfRule type="expression" priority="{n}">'
        "<formula>E{n}=1</formula></cfRule></conditionalFormatting>"
    )
    return _one_wrong_cell("".join(one.format(n=n) for n in range(1, 40_000)))


def _styles() -> dict[str, str]:
    xml = raw.parts("")["xl/styles.xml"]
    formats = _repeated('<numFmt numFmtId="{n}" formatCode="0.{n}"/>', 60_000, "numFmts")
    cells = _repeated('<xf numFmtId="{n}"/>', 60_000, "cellXfs")
    head, tail = xml.partition("<cellXfs")[0], "</styleSheet>"
    return _one_wrong_cell(**{"xl/styles.xml": f"{head}{formats}{cells}{tail}"})


def _formulas() -> dict[str, str]:
    first = '<row><c r="E3"><f t="shared" ref="E3:E190000" si="0">A3+B3</f><v>1</v></c></row>'
    row = '<row r="{n}"><c r="E{n}"><f t="shared" si="0"/><v>1</v></c></row>'
    rows = "".join(row.format(n=n) for n in range(4, 120_000))
    return raw.parts(_heading(_PROJECTS) + _WRONG + first + rows)


def _repeated_strings() -> dict[str, str]:
    row = f"<row>{'<c t=#s#><v>0</v></c>'.replace('#', chr(34)) * 4}</row>"
    contents = raw.parts(_heading(_PROJECTS) + row)
    link = contents["xl/_rels/workbook.xml.rels"]
    relation = (
        '<Relationship Id="rId9" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    contents["xl/_rels/workbook.xml.rels"] = link.replace("</Relationships>", relation)
    contents["xl/sharedStrings.xml"] = _STRINGS.format(f"<si><t>{'长' * 30_000}</t></si>" * 6_000)
    return contents


def _names() -> dict[str, str]:
    contents = _one_wrong_cell()
    names = _repeated(
        '<definedName name="n{n}">Sheet1!$A${n}</definedName>', 60_000, "definedNames"
    )
    book = contents["xl/workbook.xml"].replace("</sheets>", f"</sheets>{names}")
    return contents | {"xl/workbook.xml": book}


MADE: Mapping[str, Callable[[], dict[str, str]]] = {
    "3.9 million wrong cells": _all_cells_wrong,
    "63 million characters": _long_texts,
    "155,000 sound rows": _valid_rows,
    "a cell of 20 million characters": _long_cell,
    "19 million blanks in tags": _blanks_in_tags,
    "45,000 merged ranges": _merges,
    "a link over all cells": _links,
    "60 validations of 2,000 areas": _validations,
    "40,000 conditional formats": _conditions,
    "60,000 styles": _styles,
    "120,000 shared formulas": _formulas,
    "6,000 strings of 30,000": _repeated_strings,
    "60,000 names": _names,
}


def files() -> Iterator[tuple[str, bytes]]:
    """Give each file with its name; none is larger than 1 MB."""
    for name, make in MADE.items():
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
            for part, content in make().items():
                box.writestr(part, content)
        assert len(target.getvalue()) <= MEGABYTE, (name, len(target.getvalue()))
        yield name, target.getvalue()
