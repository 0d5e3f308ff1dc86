"""One page of a meeting to take away: as text for 微信, and as a picture drawn in the browser."""

import streamlit as st

from dashboard.boards.meeting.presentation import PARTS
from dashboard.components import copied_text
from metrics.dispatch.meeting import Meeting
from metrics.views.dispatch import slide_text
from metrics.views.dispatch.slide import Slide
from metrics.views.parts import numbers

_PICTURE = st.components.v2.component(
    "slide_picture",
    html='<button type="button">生成图片</button><p role="status"></p><a hidden>保存图片</a>'
    '<img alt="本页图片" hidden>',
    css=(PARTS / "slide_picture.css").read_text(encoding="utf-8"),
    js=(PARTS / "slide_picture.js").read_text(encoding="utf-8"),
)


def offer(slide: Slide, meeting: Meeting, outcomes: tuple[str, ...]) -> None:
    """Offer both behind a button; nothing leaves the browser."""
    day = numbers.day(meeting.data_date)
    with st.popover("复制本页", icon=":material/content_copy:", key="copy:open"):
        shown = slide._replace(words=(*slide.words, *outcomes))
        copied_text.show(
            slide_text.written(shown, foot=f"（数据截至{day}）"), key="copy:text",
            label="复制本地区消息" if slide.region else "复制文字",
        )  # fmt: skip
        _PICTURE(key="copy:picture", data=slide_text.drawn(shown, foot=f"数据截至{day}"))
