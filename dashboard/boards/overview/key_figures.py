"""The answer of a Monday at the top of the overview: one sentence, and figures that open what they count."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.components import choices, pages, standing_note
from dashboard.components.plain_text import escaped
from dashboard.components.ways import figure_tiles
from dashboard.components.ways.figure_tiles import FigureTile
from metrics.changes.red_figures import RedFigures
from metrics.reporting.standing import LATE, REPORTED
from metrics.scope import Scope
from metrics.supervision.lights import RED, YELLOW
from metrics.views.parts import numbers
from metrics.views.rating import findings, narrative, overview
from metrics.views.rating.overview import Figure
from metrics.views.supervision.chief_words import chief_sentence, years_words


def show(scope: Scope) -> None:
    """Draw the sentence and the figures, each with what it is to be held against."""
    evaluation = data.evaluation(scope)
    before = data.date_before(scope)
    progress = data.progress_by_date(scope, most=2)
    overall = narrative.overall(evaluation, progress, before=before)
    red = data.red_figures(scope, before)
    st.title(f"{escaped(data.name_of(scope.place))}　{overall.year}年度改造情况")
    st.markdown(escaped(_sentence(scope, red, before)))
    standing_note.show(scope)
    figures = overview.key_figures(overall, findings.unknown(evaluation))
    tiles = [*_of_lights(red, before), *_of_reports(scope), *_of_year(scope, figures, red)]
    opened = figure_tiles.show(tiles, title="主要数字")
    if opened:
        steps = {**choices.carried(scope), **opened.steps}
        st.switch_page(pages.file(opened.page), query_params=steps)
    if note := overview.plan_note(overall):
        st.warning(note, icon=":material/info:")


def _sentence(scope: Scope, red: RedFigures, before: date | None) -> str:
    standing = data.standing(scope)
    late = None if standing is None else len(standing.of(*LATE))
    return chief_sentence(red, as_of=scope.as_of, before=before, late=late)


def _of_lights(red: RedFigures, before: date | None) -> list[FigureTile]:
    """Tell of lights: how many are red, which turned, what is due soon."""
    first = FigureTile(
        "红灯项目", f"{red.red}个", years_words(red), "supervision",
        {"light": RED, "order": "light", "fold": "1"}, signal="RED" if red.red else "",
    )  # fmt: skip
    soon = FigureTile(
        "临期项目", f"{red.soon}个", "黄灯：临近时限或在宽限期内", "supervision",
        {"light": YELLOW, "order": "light", "fold": "1"},
    )  # fmt: skip
    if before is None or red.turned is None or red.cleared is None:
        return [first, soon]
    moved = numbers.signed(red.turned - red.cleared)
    turned = FigureTile(
        "红灯比上期", f"{moved}个" if red.turned != red.cleared else "持平",
        f"新亮{red.turned}个、消除{red.cleared}个", "changes", {"part": "lights"},
        help=f"与{numbers.day(before)}比较",
    )  # fmt: skip
    return [first, turned, soon]


def _of_reports(scope: Scope) -> list[FigureTile]:
    """Tell of reports: how many units are late."""
    standing = data.standing(scope)
    if standing is None:
        return []
    late, due = len(standing.of(*LATE)), len(standing.units)
    reported = len(standing.of(*REPORTED))
    return [
        FigureTile(
            "逾期未报", f"{late}家", f"应报{due}家，已报{reported}家", "reporting",
            {"state": "late"} if late else {}, signal="RED" if late else "",
        )
    ]  # fmt: skip


def _of_year(scope: Scope, figures: tuple[Figure, ...], red: RedFigures) -> list[FigureTile]:
    """Tell of the plan year; each figure opens the projects, or the list of what is missing in it."""
    projects = {"plan": str(scope.year)}
    opened = {
        "已开工": ("supervision", {"list": "waiting"}),
        "支付资金": ("supervision", {**projects, "money": "unpaid"}),
        "数据缺失": ("indicators", {}),
    }
    details = {
        "已开工": f"，未开工{red.waiting}个", "支付资金": f"，到位未支付{red.unpaid}个项目",
    }  # fmt: skip
    return [
        FigureTile(
            each.label, each.value, f"{each.detail}{details.get(each.label, '')}",
            *opened.get(each.label, ("supervision", projects)), help=each.help,
        )
        for each in figures
    ]  # fmt: skip
