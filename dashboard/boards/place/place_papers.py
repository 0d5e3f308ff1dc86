"""The sheets of all cities and counties of a place, for a meeting or a briefing: one file, or one for each."""

from functools import partial

import streamlit as st

from dashboard import data, place_sheets
from dashboard.components import controls
from dashboard.components.handed import hand_over
from dashboard.components.handed.paper_offer import KINDS, OFFICIAL
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers, wording

BOUND, APART = "合为一册", "每地一个文件"
ZIP = "application/zip"
STEPS = {"汇总": (0.0, 0.4), "排版": (0.4, 0.6)}
"""Where on the bar a step begins, and how much of it is its own."""


def show(scope: Scope) -> None:
    """Offer the sheets of all places inside, to who may see their records."""
    places = len(data.ranked_inside(scope))
    if not places or not data.sees(scope.place) or not data.told_from_ledger(scope):
        return
    with st.popover(f"{wording.PLACE}（{places}份）", icon=":material/download:", key="places"):
        how = controls.segments("装订", (BOUND, APART), default=BOUND, key="places:how")
        kind = controls.segments(
            "格式", OFFICIAL, default="pdf", text=lambda k: KINDS[k].label, key="places:kind"
        )
        st.caption(_words(how, places))
        _offer(scope, kind, places=places, apart=how == APART)


def _words(how: str, places: int) -> str:
    if how == APART:
        return (
            f"{places}个市州、县区各一个文件，装在一个压缩包里，文件名为序号、地区和数据截止日期。"
        )
    return f"{places}个市州、县区依次排在一个文件里，每地一页。"


def _offer(scope: Scope, kind: str, *, places: int, apart: bool) -> None:
    day = numbers.day(scope.as_of)
    form = f"{KINDS[kind].label}单页" if apart else "合订"
    hand_over.button(
        "生成文件",
        partial(_made, scope, kind, places=places, apart=apart),
        name=f"{wording.PLACE}_{data.name_of(scope.place)}_{day}_{form}.{'zip' if apart else kind}",
        mime=ZIP if apart else KINDS[kind].mime,
        export=Export(wording.PLACE, f"全部{places}份，{form}", rows=places, personal=True),
        key="places:make",
    )


def _made(scope: Scope, kind: str, *, places: int, apart: bool) -> bytes:
    bar = st.progress(0.0, text="正在汇总……")

    def tell(step: str, done: int) -> None:
        begins, own = STEPS[step]
        bar.progress(
            min(1.0, begins + own * done / places), text=f"正在{step}，第{done}份，共{places}份"
        )

    try:
        return place_sheets.places_file(scope, kind, apart=apart, progress=tell)
    finally:
        bar.empty()
