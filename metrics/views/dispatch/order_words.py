"""Orders (督办单) as plain text, to be pasted into a message: a list, a reminder (催办), one order."""

from collections.abc import Iterable, Mapping
from datetime import date

from metrics.dispatch.order import number_of
from metrics.views.dispatch.order_tables import delay
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row

LIST, REMINDER = "督办单清单", "督办单催办"
ASKED = "请抓紧办理，按期回复；需要延期的，请在到期前申请并说明原因。"


def told(rows: Iterable[Row], names: Mapping[str, str], *, day: date, reminding: bool) -> str:
    """Tell some orders of `standing.orders` line by line; a reminder ends with what is asked."""
    listed = [
        f"{at}. {_one(row, names)}" for at, row in enumerate(rows, 1)
    ]  # fmt: skip
    head = f"【{REMINDER if reminding else LIST}】截至{numbers.long_day(day)}，共{len(listed)}件："
    return "\n".join([head, *listed, *([ASKED] if reminding else [])])


def _one(row: Row, names: Mapping[str, str]) -> str:
    region = names.get(row["region"], row["region"])
    until = f"应于{numbers.long_day(row['due'])}前办结"
    late = delay(row).removeprefix(str(row["light"])).strip()
    state = f"{until}，{late}" if row["ended_on"] is None and late else row["state"]
    return f"{number_of(row)} {region}：{row['reason']}　{state}。"
