"""What the sender of a workbook is told: what was stored, or everything that is wrong."""

from collections.abc import Sequence

from metrics.errors import UserError
from metrics.records.findings import CellError
from metrics.records.reports import Outcome, count_words
from metrics.records.sheets import BY_NAME


class NotStored(UserError):
    """A workbook was refused; the text is the list of all its errors."""

    exit_code = 1


def receipt(outcome: Outcome, *, copy: str = "") -> str:
    """Return the words for a workbook that was stored, its warnings included, then those of `copy`.

    Raises:
        NotStored: for one that was refused, with every error, then every warning.
    """
    last = [copy] if copy else []
    if outcome.accepted is None:
        count = f"发现 {len(outcome.errors)} 处错误，未导入任何数据："
        raise NotStored("\n".join([count, *_numbered(outcome.errors), *_hints(outcome), *last]))
    return "\n".join([_stored(outcome), *_hints(outcome), *last])


def _stored(outcome: Outcome) -> str:
    accepted = outcome.accepted
    assert accepted is not None  # noqa: S101 - only called for a workbook that was stored
    if accepted.repeated:
        return f"同一文件此前已导入（报送编号 {accepted.submission}），本次未增加任何数据。"
    rows = "，".join(
        f"{BY_NAME[name].label}{count}行" for name, count in outcome.counts.items() if count
    )
    return (
        f"已导入 {outcome.unit} 截至 {outcome.as_of} 的报送（报送编号 {accepted.submission}）：{rows}。\n"
        f"与此前相比：{'，'.join(count_words(accepted))}。"
    )


def _hints(outcome: Outcome) -> list[str]:
    if not outcome.warnings:
        return []
    return [f"另有 {len(outcome.warnings)} 处提示，请核对：", *_numbered(outcome.warnings)]


def _numbered(findings: Sequence[CellError]) -> list[str]:
    return [f"  {at}. {finding}" for at, finding in enumerate(findings, start=1)]
