"""核验：每页页脚有摘要和核验码，末页二维码不联网也读得出；送审稿和没有数字的文件没有核验码。"""

from dataclasses import replace

from exports import qr_code
from exports.papers.document import REGISTER, digest
from exports.papers.proof.stamp import code_of, stamp
from exports.pdf.render import as_data
from exports.word.render import render as word
from metrics.packs.pack import load_pack
from metrics.scope import Scope
from metrics.sealing.paper_code import is_paper_code, paper_code
from metrics.sealing.seal import Circumstances, seal
from tests.exports import reading_qr, sample
from tests.exports.pdf.test_render import made, pages
from tests.exports.word.reading_word import Word, written


def test_二维码读出核验码_摘要_数据截止日期和范围():
    briefing = sample.briefing()
    told = stamp(briefing)
    assert told is not None
    matrix = reading_qr.of_png(
        qr_code.picture(told["message"]), dots=qr_code.DOTS, quiet=qr_code.QUIET
    )
    assert reading_qr.text(matrix).splitlines() == [
        f"核验码 {paper_code(digest(briefing))}",
        f"评价摘要 {briefing.proof.digest}",
        "数据截止 2024-08-09",
        "范围 样例省（620000）",
    ]


def test_PDF每一页都有摘要和核验码():
    code = code_of(sample.briefing())
    assert is_paper_code(code)
    for page in pages(made()):
        assert code in page
        assert sample.briefing().proof.digest[:12] in page


def test_摘要与把同一评价封账得到的相同():
    evaluation = sample.evaluation()
    rules = load_pack("national").on(sample.NOW)
    scope = Scope("620000", sample.NOW, 2024, "national", sample.NOW)
    sealed = seal(sample.frames(), rules, scope, Circumstances.here(0, ""))
    assert sample.briefing().proof.digest == sealed.digest
    assert evaluation.scores.equals(sealed.scores)


def test_送审稿只有摘要_没有核验码和二维码():
    told = stamp(sample.briefing(draft=True))
    assert told is not None
    assert "核验码" not in told["line"]
    assert (told["message"], told["qr"], told["words"]) == ("", "", [])


def test_没有数字的文件页脚不加字():
    assert as_data(replace(sample.briefing(), proof=None))["stamp"] is None


def test_期号和登记不进核验码_字句进():
    briefing = sample.briefing()
    numbered = replace(briefing, issue="第9期", basis=(*briefing.basis, (REGISTER, "第3条")))
    assert code_of(numbered) == code_of(briefing)
    assert code_of(replace(briefing, title=("另一标题",))) != code_of(briefing)


def test_Word末页有二维码和核验码():
    briefing = sample.briefing()
    file = Word(word(briefing))
    picture = file.parts["word/media/image2.png"]
    matrix = reading_qr.of_png(picture, dots=qr_code.DOTS, quiet=qr_code.QUIET)
    assert code_of(briefing) in reading_qr.text(matrix)
    assert any(code_of(briefing) in text for text in file.texts())
    for foot in ("footer1", "footer2"):
        assert code_of(briefing) in written(file.tree(foot))
