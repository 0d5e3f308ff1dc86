"""What the register says of a round, held against its file and against what the log kept of its sealing.

A row or a file that was exchanged by hand for another sound one shows here: the file cannot tell.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.days.beijing import second
from metrics.sealing.errors import SealDiffers
from metrics.sealing.rounds import Round
from metrics.sealing.seal import Seal
from sql.database import chain
from sql.models.log import LOG

SEALED = "封账"
"""What the log calls the sealing of a round."""
CALLED = "{0.called}（{0.scope.place}，数据截止日期{0.scope.as_of}）"
_LABELS = {
    "place": "范围", "data_date": "数据截止日期", "year": "计划年度", "rules": "参数方案",
    "rules_on": "参数日期", "standard": "评价标准", "digest": "评价摘要", "log_number": "操作日志末条",
    "sha256": "封账文件摘要", "number": "轮次编号", "title": "标题", "replaces": "更正前的轮次编号",
    "sealed_at": "封账时间", "by": "封账人", "account": "封账账号", "called": "轮次",
}  # fmt: skip


def note(session: Session, one: Round) -> None:
    """Note in the log that a round was sealed, with all that the register says of it."""
    chain.note(session, SEALED, CALLED.format(one), place=one.scope.place, **_kept(one))


def refuse_other(session: Session, one: Round, seal: Seal, digest: str) -> None:
    """Hold the row of a round against its seal, of which `digest` is stated or computed, and the log.

    Raises:
        SealDiffers: they do not say the same; the text names each difference.
    """
    told = [*_beside_file(one, seal, digest), *_beside_log(session, one)]
    if told:
        raise SealDiffers(
            f"{one.called}的登记与封存时不同：{'；'.join(told)}。"
            "数据库中的内容已被改动，请用备份恢复。"
        )


def _beside_file(one: Round, seal: Seal, digest: str) -> Iterator[str]:
    row, sealed = one.scope, seal.scope
    own = {
        "place": (row.place, sealed.place), "data_date": (row.as_of, sealed.as_of),
        "year": (row.year, sealed.year), "rules": (row.rules, sealed.rules),
        "rules_on": (row.rules_day, sealed.rules_day),
        "standard": (one.standard, seal.standard.document), "digest": (one.digest, digest),
        "log_number": (one.log_number, seal.made.log_number),
    }  # fmt: skip
    for name, (said, kept) in own.items():
        yield from _differs(name, said, kept, where="封账文件")


def _beside_log(session: Session, one: Round) -> Iterator[str]:
    """Tell what the entry of the sealing says otherwise."""
    entry = _entry(session, one)
    if entry is None:
        yield "操作日志中没有这一轮次的封账记录"
        return
    where = f"操作日志第{entry['number']}条"
    if chain.signed(entry) != entry["digest"]:
        yield f"{where}的内容与其摘要不符"
    kept = {"account": entry["account"], "called": entry["subject"], **json.loads(entry["detail"])}
    said = {"account": one.account, "called": CALLED.format(one), **_kept(one)}
    for name, value in kept.items():
        yield from _differs(name, said.get(name), value, where=where)


def _entry(session: Session, one: Round) -> Mapping[str, Any] | None:
    """Return the entry of the sealing of a round: of its id, else of its name; null where there is none."""
    query = select(LOG).where(LOG.c.action == SEALED).order_by(LOG.c.number)
    rows = [(json.loads(row["detail"]), dict(row)) for row in session.execute(query).mappings()]
    own = [row for told, row in rows if told.get("number") == one.id]
    named = [row for _, row in rows if row["subject"] == CALLED.format(one)]
    return next(iter([*own, *named]), None)


def _kept(one: Round) -> dict[str, Any]:
    """Return what the log keeps of a round."""
    return {
        "digest": one.digest, "sha256": one.file_sha256, "number": one.id, "title": one.title,
        "by": one.by, "sealed_at": second(one.at), "replaces": one.replaces,
    }  # fmt: skip


def _differs(name: str, said: object, kept: object, *, where: str) -> Iterator[str]:
    if said != kept:
        yield f"{_LABELS[name]}登记的是{_word(said)}，{where}记的是{_word(kept)}"


def _word(value: object) -> str:
    return "空" if value is None else str(value)
