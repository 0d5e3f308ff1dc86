"""简报PDF的附件文件：清单人人都有，溯源码与数据溯源表一致；未达标记录只附给可以导出记录的人。"""

import csv
import io
import json
import re
from dataclasses import replace
from functools import cache

import pikepdf

from exports.papers.document import digest
from exports.papers.proof.manifest import FAILING, MANIFEST, failing
from exports.papers.proof.stamp import code_of
from exports.pdf.render import render
from exports.word.render import render as word
from metrics.packs.pack import load_pack
from tests.exports import sample
from tests.exports.papers.test_trace_annex import printed
from tests.exports.pdf.test_render import made


@cache
def bearing() -> bytes:
    return render(replace(sample.briefing(), attached=(failing(sample.evaluation()),)))


def files(pdf: bytes) -> dict[str, pikepdf.Object]:
    """Return what the document says of each file, by its name, of the name tree."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = opened.Root.Names.EmbeddedFiles.Names
        specs = [told[place] for place in range(1, len(told), 2)]
        listed = {spec.objgen for spec in opened.Root.AF}
        assert {spec.objgen for spec in specs} == listed
        return {
            str(spec.UF): (str(spec.AFRelationship), str(spec.EF.F.Subtype), spec.EF.F.read_bytes())
            for spec in specs
        }


def manifest(pdf: bytes) -> dict:
    return json.loads(files(pdf)[MANIFEST][2])


def rows() -> list[list[str]]:
    content = files(bearing())[FAILING][2]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_带附件的是PDF_A_3a():
    for pdf in (made(), bearing()):
        assert re.search(rb"<pdfaid:part>3</pdfaid:part>", pdf)
        assert re.search(rb"<pdfaid:conformance>A</pdfaid:conformance>", pdf)


def test_清单人人都有_未达标记录只在附了时才有():
    assert {name: told[:2] for name, told in files(made()).items()} == {
        MANIFEST: ("/Data", "/application/json")
    }
    assert {name: told[:2] for name, told in files(bearing()).items()} == {
        MANIFEST: ("/Data", "/application/json"),
        FAILING: ("/Supplement", "/text/csv"),
    }
    assert b"XQ6201021" not in files(made())[MANIFEST][2]


def test_清单的溯源码和数值与数据溯源表相同():
    told = manifest(made())["数字"]
    assert {one["溯源码"]: one["值"] for one in told} == printed()
    score = next(one for one in told if (one["数字"], one["区划代码"]) == ("得分", "620102"))
    assert score["地区"] == "东县" and score["数据截止日期"] == "2024-08-09"


def test_清单写明范围_摘要和参数依据():
    told, briefing = manifest(made()), sample.briefing()
    assert told["范围"] == {
        "地区": "样例省", "区划代码": "620000", "数据截止日期": "2024-08-09", "年度": 2024,
    }  # fmt: skip
    assert told["期号"] == "第2期" and told["轮次"] is None
    assert told["评价摘要"] == briefing.proof.digest
    assert told["核验码"] == code_of(briefing)
    basis = dict(briefing.basis)
    assert (told["数据摘要"], told["规则摘要"]) == (basis["数据摘要"], basis["规则摘要"])
    pack = load_pack("national").on(sample.NOW)
    assert [one["参数"] for one in told["参数"]] == list(pack.rules)
    assert all(one["文件"] for one in told["参数"])


def test_送审稿的清单没有核验码():
    told = manifest(render(sample.briefing(draft=True)))
    assert told["核验码"] is None and told["稿次"] == "送审稿"


def test_未达标记录按衡量内容_地区和记录列出_与各项的不达标和缺失数相同():
    heads, *listed = rows()
    assert heads == ["编号", "衡量内容", "区划代码", "地区", "记录编号", "名称", "结论"]
    assert [row[0:1] + row[2:3] + row[4:5] for row in listed] == sorted(
        row[0:1] + row[2:3] + row[4:5] for row in listed
    )
    evaluation = sample.evaluation()
    for row in evaluation.counts.filter(region="620000").iter_rows(named=True):
        own = [each[-1] for each in listed if each[0] == row["measure"]]
        measure = evaluation.standard.measures[row["measure"]]
        if measure.of_each:
            continue
        assert own.count("数据缺失") == row["unknown"], row
        assert own.count("不达标") == (0 if measure.amounts else row["unmet"]), row
    assert ["A10.1", "620102", "WT1", "不达标"] in [
        [row[0], row[2], row[4], row[6]] for row in listed
    ]


def test_像公式的名称在表格软件里不会执行():
    names = {"620102": '=HYPERLINK("http://a")'}
    content = failing(sample.evaluation(names=names)).text
    assert "'=HYPERLINK" in content
    assert not re.search(r'(^|,)"?=', content, re.MULTILINE)


def test_附件不改动字句_也不改动核验码():
    briefing = sample.briefing()
    with_records = replace(briefing, attached=(failing(sample.evaluation()),))
    assert digest(with_records) == digest(briefing)
    assert word(with_records) == word(briefing)


def test_带附件的再次生成逐字节相同():
    again = render(replace(sample.briefing(), attached=(failing(sample.evaluation()),)))
    assert again == bearing()
