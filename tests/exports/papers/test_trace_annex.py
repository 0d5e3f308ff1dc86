"""数据溯源表：简报各表的每个评价和进度数字都有溯源码，凭码查到的数值与印出的相同；PDF和Word的码一样。"""

import re

from exports.papers.document import Table
from exports.papers.proof.trace_annex import figures_in, returns_annex
from exports.word.render import render as word
from metrics.packs.pack import rules_of
from metrics.rating.evaluation import evaluate
from metrics.scope import Scope
from metrics.sealing.sources import UNTOLD
from metrics.sealing.trace import Traced, is_code, read
from metrics.sealing.tracing.held import found, live
from metrics.sealing.tracing.traces import Trace, traced
from metrics.views.tracing.trace_words import value_of
from tests.exports import sample
from tests.exports.pdf.test_render import made, pages
from tests.exports.word.reading_word import Word
from tests.metrics.small_frames import division
from tests.metrics.small_frames import frames as small_frames

CODE = re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
COUNTIES = ("620102", "620103")
REGIONS = ("620100", "620102", "620103", "620104", "620200")


def annex_tables() -> tuple[Table, ...]:
    annex = sample.briefing().annexes[-1]
    assert annex.title == "数据溯源表"
    return (annex.table, *annex.more)


def printed() -> dict[str, str]:
    """Return the value printed beside every code of the annex."""
    regions, whole = annex_tables()
    told = {}
    for row in regions.rows:
        for cell in row[1:]:
            value, _, code = cell.text.partition("　")
            if code:
                told[code] = value
    for row in whole.rows:
        texts = [cell.text for cell in row]
        told |= {texts[at + 2]: texts[at + 1] for at in range(0, len(texts), 3) if texts[at + 2]}
    return told


def resolved(code: str) -> Trace:
    meant = read(code)
    frames = sample.frames(meant.as_of)

    def judged(scope: Scope):
        return evaluate(frames, rules_of(scope), scope.place)

    answer = found(meant, [], live(meant, frames, judged, lambda _: UNTOLD))
    assert answer.same
    return traced(meant, answer)


def test_每个溯源码都查得到_数值与印出的相同():
    told = printed()
    assert len(told) > 40
    for code, value in told.items():
        looked = value_of(resolved(code))
        assert value.partition("（")[0].removeprefix("小") in looked, (code, value, looked)


def test_PDF和Word印出的溯源码就是表中的全部():
    expected = set(printed())
    pdf = "".join(pages(made()))
    docx = " ".join(Word(word(sample.briefing())).texts())
    for text in (pdf, docx):
        assert {code for code in CODE.findall(text) if is_trace(code)} == expected


def is_trace(code: str) -> bool:
    """Say whether it is the code of a figure, no 核验码."""
    return is_code(code) and not code.startswith("00") and not code.startswith("01")


def test_各表列出的地区_得分名次等次区间否决计划和开工率无一遗漏():
    coded = {(one.figure, one.region) for one in map(read, printed()) if one.as_of == sample.NOW}
    evaluation = sample.evaluation()
    ranked = evaluation.scores.drop_nulls("rank")["region"].to_list()
    for region in REGIONS:
        wanted = {"grade", "vetoes", "planned", "start_rate"}
        if region in ranked and region != "620104":
            wanted |= {"score", "rank", "interval"}
        assert wanted <= {figure for figure, of in coded if of == region}, region
    whole = {figure for figure, of in coded if of == "620000"}
    assert {"score", "planned_compounds", "start_rate", "payment_rate"} <= whole


def test_上期名次用上期数据的溯源码():
    earlier = [one for one in map(read, printed()) if one.as_of == sample.BEFORE]
    assert all(one == Traced("rank", one.region, sample.BEFORE, 2024, one.basis) for one in earlier)


def test_进展报表简报的数字_凭码查到的与印出的相同():
    told = small_frames(
        as_of=sample.NOW,
        regions=[division("620100", "市", None, "兰市"),
                 *(division(code, "县", "620100", f"{code}县") for code in COUNTIES)],
        returns=[
            {"region": code, "year": 2024, "started_compounds": 3 + n, "planned_compounds": 10,
             "planned_investment": 5_000_000, "completed_investment": 1_500_000}
            for n, code in enumerate(COUNTIES)
        ],
    )  # fmt: skip
    scope = Scope("620100", sample.NOW, 2024, "national")
    annex = returns_annex(evaluate(told, rules_of(scope), scope.place), (scope.place, *COUNTIES))
    figures = list(figures_in(annex))
    assert {"3", "10", "7"} <= {each.value for each in figures}

    def judged(asked: Scope):
        return evaluate(told, rules_of(asked), asked.place)

    for each in figures:
        meant = read(each.code)
        answer = found(meant, [], live(meant, told, judged, lambda _: UNTOLD))
        assert answer.same
        assert each.value.partition("（")[0] in value_of(traced(meant, answer))


def test_没有数值的不编码():
    rows = {row[0].value: row for row in annex_tables()[0].rows}
    silent = [cell.text for cell in rows["620104"]]
    assert silent[1:3] == ["—", "—"]
