"""Workbooks to take home: the blank one, and those that units go on from, made when asked for."""

from datetime import date

import streamlit as st

from dashboard import data
from dashboard.components import address, choices, controls, form_fields
from dashboard.components.handed import hand_over
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.command_line import FIRST_DAY, LAST_DAY

STEPS = """
1. 已报送过的单位下载**上期数据**工作簿：已填入现行有效的全部记录，只改有变化的；首次报送的用**空白**工作簿。
2. 灰色编码已锁定；黄色空格影响得分，“待补内容”列出是哪条记录、哪一列、哪项衡量内容、得分最多提高多少。
3. 空白表示**未填报**，“无”表示**已填报、确认没有**；带 * 的列必填，金额以万元填写。
4. 填好后到“上传工作簿”上传；原样上传等于“没有变化”。每次报送为本单位**完整**数据，只报变化部分的，上传时选“增量”。
"""
ANYBODY = ""
BOOKS = {"filled": "上期数据", "blank": "空白"}
REACHES = {"own": "只要本单位", "below": "含所辖各单位（压缩包）"}
_DUE, _DUE_WRITTEN, _MADE = "choice:due", "due:written", "workbook:made"


def show() -> None:
    """Say the steps, and offer the workbook that is chosen."""
    st.header("填报步骤")
    st.markdown(STEPS)
    units = data.own_units()
    if not units:
        _offer_blank("", "")
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        book = address.choose(
            "book",
            "工作簿",
            tuple(BOOKS),
            default="filled",
            text=_books().__getitem__,
            segmented=True,
        )
        if book == "filled":
            unit, reach, due = _choose(units)
        else:
            unit = _choose_blank(units)
    if book == "blank":
        _offer_blank(unit, units.get(unit, ""))
    else:
        _offer_filled(unit, reach, due)


def _books() -> dict[str, str]:
    """Return the names of the workbooks; before the first report there is nothing to go on from."""
    return BOOKS if data.anything_reported() else BOOKS | {"filled": "写明单位"}


def _choose(units: dict[str, str]) -> tuple[str, str, date | None]:
    """Offer the unit, whether those below it are meant too, and the data date."""
    scope = choices.current()
    here = scope.place if scope is not None and scope.place in units else next(iter(units))
    unit = address.choose(
        "whose", "报送单位", tuple(units), default=here, searched=True,
        text=lambda code: f"{code} {units[code]}",
    )  # fmt: skip
    reach = address.choose(
        "reach", "范围", tuple(REACHES), default="own" if data.anything_reported() else "below",
        text=REACHES.__getitem__, segmented=True,
    )  # fmt: skip
    return unit, reach, _due()


def _choose_blank(units: dict[str, str]) -> str:
    """Offer the unit that a blank workbook is for; empty where the unit fills it in."""
    named = {ANYBODY: "不指定单位"} | {code: f"{code} {name}" for code, name in units.items()}
    return address.choose(
        "whose", "报送单位", tuple(named), default=ANYBODY, text=named.__getitem__, searched=True
    )


def _due() -> date | None:
    """Offer the data date; it stands in the address where one is chosen."""
    asked, written = address.get("due"), st.session_state.get(_DUE_WRITTEN)
    if asked != written:
        st.session_state[_DUE] = _read(asked)
    st.session_state.setdefault(_DUE, _read(written))
    due = controls.day(
        "数据截止日期", key=_DUE, default=None, width=150, label_visibility="collapsed",
        min_value=FIRST_DAY, max_value=LAST_DAY,
        help="写入工作簿的数据截止日期；不选的由单位在“填报说明”中填写。",
    )  # fmt: skip
    st.session_state[_DUE_WRITTEN] = due.isoformat() if due else None
    address.put("due", st.session_state[_DUE_WRITTEN])
    return due


def _read(asked: str | None) -> date | None:
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        address.complain(f"地址中的日期“{address.shown(asked)}”应写作2024-07-08，没有采用。")
        return None


def _offer_blank(unit: str, name: str) -> None:
    """Offer the blank workbook of a unit (empty: of any)."""
    of_unit = f"{unit}_{name}_" if unit else ""
    hand_over.button(
        "下载空白工作簿", lambda: data.blank_workbook(unit), name=f"{of_unit}报送工作簿.xlsx",
        mime=data.XLSX, key="template", place=unit or None,
        export=Export("空白工作簿", records=False),
    )  # fmt: skip
    left = "数据截止日期" if unit else "报送单位和数据截止日期"
    st.caption(
        f"请在“填报说明”的黄色格中填写{left}，上传时自动识别。“区划”表由省级维护，其他单位不必填写。"
    )


def _offer_filled(unit: str, reach: str, due: date | None) -> None:
    """Offer to make the workbooks; once made, offer them until another choice or another report."""
    wanted = (unit, reach, due, data.version())
    day = f"数据截止日期写为{due}" if due else "数据截止日期由单位在“填报说明”中填写"
    records = f"填入截至{'该日' if due else '目前'}有效的记录"
    if not data.anything_reported():
        records = "还没有报送过，各表为空"
    st.caption(f"{day}；{records}。")
    if st.button("生成工作簿", icon=":material/table_view:", key="make:workbook"):
        with form_fields.attempt():
            st.session_state[_MADE] = (wanted, _made(unit, reach, due))
    made = st.session_state.get(_MADE)
    if made and made[0] == wanted:
        file = made[1]
        hand_over.button(
            escaped(f"下载{file.name}"), lambda: file.content, name=file.name, mime=file.mime,
            key="take:workbook", place=unit, export=Export("上期数据工作簿", personal=True),
        )  # fmt: skip


def _made(unit: str, reach: str, due: date | None) -> data.Handed:
    slot = st.empty()
    bar = slot.progress(0.0, "正在生成……")

    def show_progress(done: int, of: int, name: str) -> None:
        bar.progress(done / of, f"正在生成第{done + 1}份，共{of}份：{name}")

    try:
        if reach == "below":
            return data.prefilled_zip(unit, due, show_progress)
        return data.prefilled_workbook(unit, due)
    finally:
        slot.empty()
