"""What `python -m metrics allocate` prints: JSON, CSV, or a table to read with the steps that led to it."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from metrics.allocation.exact_text import yuan
from metrics.allocation.result import Allocation, Row, Step
from metrics.allocation.scheme import FACTORS, UNOFFICIAL
from metrics.plain_csv import harmless
from metrics.views.parts.text_table import text_table

LIMITS = {"cap": "封顶", "floor": "保底", "": ""}
HEADS = (
    "行政区划代码",
    "名称",
    "整数分",
    "余分",
    "限额",
    "暂扣（分）",
    "金额（分）",
    "金额（元）",
    "说明",
)
FIELDS = (
    "region", "fen", "base_fen", "remainder_fen", "withheld_fen", "limit", "excluded", "multiplier",
    "share", "quota",
)  # fmt: skip


def as_data(allocation: Allocation) -> dict[str, Any]:
    """Return an allocation as plain values: whole 分 by region, sorted by region, and the steps to redo it."""
    return {
        "scheme": allocation.scheme.id,
        "official": False,
        "document": allocation.scheme.document,
        "label": allocation.scheme.label,
        "method": allocation.method,
        "pool_fen": allocation.pool_fen,
        "withheld_fen": allocation.withheld_fen,
        "steps": [_step(step) for step in allocation.steps],
        "allocations": [
            {"region": region, "fen": fen} for region, fen in sorted(allocation.fens.items())
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {"text": step.text}
    return {**told, "columns": step.columns, "rows": step.rows} if step.columns else told


def allocation_json(allocation: Allocation, names: Mapping[str, str]) -> str:
    """Print an allocation as JSON."""
    del names  # codes are for programmes
    return json.dumps(as_data(allocation), ensure_ascii=False, indent=1)


def allocation_csv(allocation: Allocation, names: Mapping[str, str]) -> str:
    """Print an allocation as CSV: exact shares and amounts; a last line tells what was withheld."""
    del names
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(
        [harmless(str(getattr(row, name))) for name in FIELDS] for row in allocation.rows
    )
    if allocation.withheld_fen:
        writer.writerow(["withheld", allocation.withheld_fen, *[""] * (len(FIELDS) - 2)])
    return out.getvalue().rstrip("\n")


def allocation_table(allocation: Allocation, names: Mapping[str, str]) -> str:
    """Print who gets what, and under it the steps; of factors as sentences, their tables are in the JSON.

    `names` are those of regions, as far as they are known.
    """
    lines = [_line(row, names) for row in allocation.rows]
    pool, kept = allocation.pool_fen, allocation.withheld_fen
    sums = [("预留", kept), ("合计", pool)] if kept else [("合计", pool)]
    lines += [[word, *[""] * 5, str(fen), yuan(fen), ""] for word, fen in sums]
    head = f"{UNOFFICIAL}：{allocation.scheme.name}，资金池{yuan(pool)}元"
    return "\n\n".join((head, text_table(HEADS, lines), _numbered(allocation)))


def _line(row: Row, names: Mapping[str, str]) -> list[str]:
    times = f"乘{row.multiplier}：{row.multiplied}" if row.multiplier != 1 else ""
    why = f"不予分配：{row.excluded}" if row.excluded else times
    kept = str(row.withheld_fen) if row.withheld_fen else ""
    return [
        row.region, names.get(row.region, ""), str(row.base_fen), str(row.remainder_fen),
        LIMITS[row.limit], kept, str(row.fen), yuan(row.fen), why,
    ]  # fmt: skip


def _numbered(allocation: Allocation) -> str:
    tabled = allocation.scheme.kind != FACTORS
    return "\n".join(
        f"{number}. {step.text}" + (f"\n{text_table(step.columns, step.rows)}" if tabled and step.rows else "")
        for number, step in enumerate(allocation.steps, 1)
    )  # fmt: skip


ALLOCATED: dict[str, Callable[[Allocation, Mapping[str, str]], str]] = {
    "table": allocation_table,
    "json": allocation_json,
    "csv": allocation_csv,
}
