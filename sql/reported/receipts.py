"""What the sender of a workbook is told: what was stored, or everything that is wrong."""

from collections.abc import Sequence

from metrics.errors import UserError
from metrics.records.findings import CellError
from metrics.records.reports import PART, Outcome, Received, count_words
from metrics.records.sheets import BY_NAME


class NotStored(UserError):
    """A workbook was refused; the text is the list of all its errors."""

    exit_code = 1


MOST_ERRORS = 5
"""Errors listed of each file of several; the marked copies have all."""
MOST_NAMED = 10
"""Files named of those that were not tried."""


def batch_receipt(results: Sequence[Received], *, copies: str = "") -> str:
    """Return the words for many files that were all stored, then those about their `copies`.

    Raises:
        NotStored: where some were not, with the reasons of each.
    """
    refused = [result for result in results if not result.stored]
    warned = sum(bool(result.outcome and result.outcome.warnings) for result in results)
    hint = f"其中{warned}份有提示，请核对。" if warned else ""
    last = [copies] if copies else []
    if not refused:
        return "\n".join([f"共{len(results)}份，全部导入。{hint}", *last])
    count = (
        f"共{len(results)}份，导入{len(results) - len(refused)}份，未导入{len(refused)}份。{hint}"
    )
    raise NotStored("\n".join([count, *(each for r in refused for each in _reasons(r)), *last]))


def broken_off(names: Sequence[str], done: Sequence[Received]) -> str:
    """Say what stays stored of files that were broken off (Ctrl+C), and which were not tried; `names` are all."""
    stored = sum(result.stored for result in done)
    left = names[len(done) :]
    listed = "、".join(left[:MOST_NAMED]) + ("等" if len(left) > MOST_NAMED else "")
    refused = len(done) - stored
    return (
        f"已中断。共{len(names)}份，已导入{stored}份，保留在数据库中；"
        + (f"有错误或待确认而未导入{refused}份；" if refused else "")
        + (f"尚未导入{len(left)}份：{listed}。" if left else "没有尚未处理的文件。")
        + "再执行一次同一命令即可接着导入，已导入的不会重复。"
    )


def became(result: Received) -> str:
    """Say in one line what became of one file of several; doubts about whose it is in more lines."""
    return "\n".join([_became(result), *(f"  {doubt}" for doubt in result.doubts)])


def _became(result: Received) -> str:
    whose = f"{result.file_name}：{result.unit or '单位不明'}截至{result.as_of or '日期不明'}"
    accepted = result.outcome.accepted if result.outcome else None
    if accepted is None:
        waits = result.outcome is not None and result.outcome.waits_for_yes
        return f"{whose}，{'待确认，' if waits else ''}未导入"
    if accepted.repeated:
        return f"{whose}，此前已导入（第{accepted.submission}号报送）"
    words = "，".join(count_words(accepted))
    return f"{whose}，已导入（第{accepted.submission}号报送）：{words}"


def _reasons(result: Received) -> list[str]:
    if result.outcome is None:
        return [f"{result.file_name}：{result.refusal}"]
    if result.outcome.waits_for_yes:
        return [f"{result.file_name}：", *(f"  {words}" for words in _asked(result.outcome))]
    errors = result.outcome.errors
    more = len(errors) - MOST_ERRORS
    rest = [f"  另有{more}处，可用 --marked-zip 写出标注后的工作簿查看。"] if more > 0 else []
    return [
        f"{result.file_name}：发现{len(errors)}处错误：",
        *_numbered(errors[:MOST_ERRORS]),
        *rest,
    ]


class NotConfirmed(UserError):
    """A workbook without errors that waits for a yes; the text is the list of what is asked."""

    exit_code = 45


def receipt(outcome: Outcome, *, copy: str = "") -> str:
    """Return the words for a workbook that was stored, its warnings included, then those of `copy`.

    Raises:
        NotStored: for one that was refused, with every error, then every warning.
        NotConfirmed: for one that waits for a yes, with every question, then every warning.
    """
    last = [copy] if copy else []
    if outcome.waits_for_yes:
        raise NotConfirmed("\n".join([*_asked(outcome), *_hints(outcome), *last]))
    if outcome.accepted is None:
        count = f"发现 {len(outcome.errors)} 处错误，未导入任何数据："
        raise NotStored("\n".join([count, *_numbered(outcome.errors), *_hints(outcome), *last]))
    return "\n".join([_stored(outcome), *_hints(outcome), *last])


def _stored(outcome: Outcome) -> str:
    accepted = outcome.accepted
    assert accepted is not None  # noqa: S101 - only called for a workbook that was stored
    if accepted.repeated:
        return f"同一文件此前已导入（第{accepted.submission}号报送），本次未增加任何数据。"
    rows = "，".join(
        f"{BY_NAME[name].label}{count}行" for name, count in outcome.counts.items() if count
    )
    part = outcome.kind == PART
    how, rest = ("增量", "未列入本文件的记录保持不变；") if part else ("", "")
    confirmed = "".join(f"\n已确认：{question.words}" for question in outcome.questions)
    return (
        f"已导入 {outcome.unit} 截至 {outcome.as_of} 的{how}报送（第{accepted.submission}号）：{rows}。\n"
        f"{rest}与此前相比：{'，'.join(count_words(accepted))}。{confirmed}"
    )


def _asked(outcome: Outcome) -> list[str]:
    numbered = [f"  {at}. {question.words}" for at, question in enumerate(outcome.questions, 1)]
    return [
        f"工作簿没有错误，但有 {len(outcome.questions)} 处须先确认，未导入任何数据：", *numbered,
        "核对无误的，在原命令后加 --yes --sent-by 报送人，再执行一次，所确认的内容随报送留存；"
        "有误的，请改好工作簿后重报。",
    ]  # fmt: skip


def _hints(outcome: Outcome) -> list[str]:
    if not outcome.warnings:
        return []
    return [f"另有 {len(outcome.warnings)} 处提示，请核对：", *_numbered(outcome.warnings)]


def _numbered(findings: Sequence[CellError]) -> list[str]:
    return [f"  {at}. {finding}" for at, finding in enumerate(findings, start=1)]
