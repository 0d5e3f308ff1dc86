"""What is said to whoever confirms a report (须核实的事项): which items are open, and what to do."""

from collections.abc import Container, Sequence

NOT_SURE = (
    "没有入库：上表之下的“以上已向填报单位逐条核实，属实”还没有打勾。请核实后打勾，再点本按钮；"
    "有误的，请填报单位改好后重新上传。"
)

NOT_ALL = "工作簿只含有变化的几条、其余并未撤销的，请不要打勾：在页面下方重新选择工作簿，报送内容选“增量”。"
"""Said of a whole report (全量) that lacks records: it may have been meant as a part (增量)."""


def asked(count: int, *, typed: bool) -> str:
    """Say what to do with the items that have to be confirmed."""
    return f"有{count}项须核实：属实的打勾，再点“{_button(typed)}”；有误的，{_mend(typed)}。"


def refusal(asked: Sequence[str], yes: Container[str], *, typed: bool) -> str:
    """Say why nothing is stored yet: items without a tick, by their numbers; else empty."""
    wanting = [f"第{number}项" for number, words in enumerate(asked, 1) if words not in yes]
    if not wanting:
        return ""
    return (
        f"没有入库：上面的{'、'.join(wanting)}还没有打勾。请核实：属实的打勾后再点“{_button(typed)}”；"
        f"有误的，{_mend(typed)}。"
    )


def _button(typed: bool) -> str:
    return "确认报送" if typed else "确认导入"


def _mend(typed: bool) -> str:
    return "点“返回修改”改好后再检查" if typed else "改好工作簿后重新上传"
