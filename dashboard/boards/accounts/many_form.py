"""Many accounts at once (批量开通): a list of all units to go on from, and the file that comes back."""

import streamlit as st

from dashboard import accounts
from dashboard.boards.accounts import passwords_told
from dashboard.components import form_fields
from dashboard.components.handed import hand_over
from dashboard.handing import Export
from metrics.access.accounts import COLUMNS, HandedOut
from metrics.access.roles import LEVELS, NAMES


def show() -> None:
    """Draw both steps, and the passwords of what was just opened."""
    passwords_told.show()
    st.header("第一步　下载名单")
    st.caption("本省每个市、县一个账号。用WPS或Excel核对、修改后另存为.xlsx或.csv，也可自行编制。")
    hand_over.button(
        "下载全部单位名单（CSV）", accounts.all_units, name="账号名单.csv", mime="text/csv",
        export=Export("账号名单", records=False), key="all_units",
    )  # fmt: skip
    st.header("第二步　上传名单")
    names = "、".join(NAMES[role] for role in LEVELS)
    st.caption(
        f"列为{'、'.join(COLUMNS.values())}。角色为{names}；一个账号有几个角色的写几行；任期止不写为不限期。"
        "有一行不对即全部不开通，并逐行说明。一百个账号约需半分钟。"
    )
    with form_fields.form("accounts", border=True) as form:
        file = st.file_uploader("账号名单", type=["xlsx", "csv"], key=form.field("file"))
        form.button("开通名单中的账号")
    if form.sent and file is None:
        form.refuse("请先选择文件。")
        return
    with st.spinner("正在生成初始密码并开通账号……", show_time=True):
        form.keep(
            lambda: _opened(file.getvalue() if file else b"", file.name if file else ""),
            words=lambda made: f"已开通{len(made)}个账号，初始密码见页面上方。",
        )


def _opened(content: bytes, file_name: str) -> list[HandedOut]:
    made = accounts.open_many(content, file_name=file_name)
    passwords_told.keep(made)
    return made
