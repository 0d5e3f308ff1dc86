"""The blank workbook, and how to fill it, in few words."""

import streamlit as st

from dashboard import data

STEPS = """
1. 下载空白工作簿，按“填报说明”填写本单位适用的工作表；带 * 的列必填。
2. 空白表示**未填报**，“无”表示**已填报、确认没有**；金额以万元填写。
3. 选择报送单位和数据截止日期，上传。有任何错误整本不入库，请按标注改好后重传。
4. 每次报送为本单位**完整**数据：上次有、本次没有的记录视为删除；历史版本均保留。
"""


def show() -> None:
    """Offer the template and say the four steps."""
    st.subheader("填报步骤")
    st.markdown(STEPS)
    st.download_button(
        "下载空白工作簿",
        data=data.blank_workbook,
        file_name="报送工作簿.xlsx",
        mime=data.XLSX,
        on_click="ignore",
        icon=":material/download:",
        key="template",
    )
