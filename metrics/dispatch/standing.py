"""Promises (承诺) and orders (督办单) followed up: the state and light that their events add up to.

Events that happened after the day looked at are not seen, nor what was made or issued after it.
Lights follow the pack's numbers for 问题. What is withdrawn (撤销) owes nothing any more: 灰.
"""

from datetime import date

import polars as pl

from metrics.office import issuer_at
from metrics.rules.value import Rules
from metrics.supervision.lights import ISSUE, lit

REPLIED, KEPT, CARRIED, CLOSED, WITHDRAWN = "replied", "kept", "carried", "closed", "withdrawn"
RETURNED, ASKED, EXTENDED, REFUSED = "returned", "asked", "extended", "refused"
DELIVERED = "delivered"
MOVED = (CARRIED, EXTENDED)
"""Events that set a later day; `ASKED` has the one that is asked for."""
FULFILLED, LATE, POSTPONED, NOT_DUE, REVOKED = PROMISE_STATES = (
    "已兑现", "逾期", "结转", "未到期", "已撤销",
)  # fmt: skip
HEARD_IN_ORDER = (LATE, POSTPONED, NOT_DUE, FULFILLED, REVOKED)
"""The states of promises as a meeting hears of them: what is owed comes first."""
SETTLED, RETRACTED, ANSWERED, SENT_BACK, UNDERWAY = ORDER_STATES = (
    "已办结", "已撤销", "已回复，待确认", "退回重办", "办理中",
)  # fmt: skip

PROMISED: dict[str, type[pl.DataType]] = {
    "id": pl.Int64, "meeting": pl.Int64, "place": pl.String, "item": pl.String, "region": pl.String,
    "project": pl.String, "who": pl.String, "what": pl.String, "made_on": pl.Date,
    "due_on": pl.Date, "at": pl.String, "by": pl.String,
}  # fmt: skip
PROMISE_EVENTS: dict[str, type[pl.DataType]] = {
    "id": pl.Int64, "promise": pl.Int64, "kind": pl.String, "happened_on": pl.Date,
    "due_on": pl.Date, "meeting": pl.Int64, "text": pl.String, "at": pl.String, "by": pl.String,
}  # fmt: skip
ORDERED: dict[str, type[pl.DataType]] = {
    "id": pl.Int64, "place": pl.String, "year": pl.Int32, "number": pl.Int32,
    "issued_on": pl.Date, "region": pl.String, "unit": pl.String, "origin": pl.String,
    "reference": pl.String, "data_date": pl.Date, "reason": pl.String, "requirement": pl.String,
    "due_on": pl.Date, "meeting": pl.Int64, "printed": pl.String, "at": pl.String, "by": pl.String,
}  # fmt: skip
ORDER_ITEMS: dict[str, type[pl.DataType]] = {
    "id": pl.Int64, "order": pl.Int64, "origin": pl.String, "reference": pl.String,
    "project": pl.String, "data_date": pl.Date, "reason": pl.String,
}  # fmt: skip
WAY = (DELIVERED, REPLIED, RETURNED, CLOSED, WITHDRAWN)
"""What moves an order on from its issue, in the order in which it is told."""
ORDER_EVENTS: dict[str, type[pl.DataType]] = {
    "id": pl.Int64, "order": pl.Int64, "kind": pl.String, "happened_on": pl.Date,
    "due_on": pl.Date, "text": pl.String, "at": pl.String, "by": pl.String,
}  # fmt: skip


def promises(
    made: pl.DataFrame, events: pl.DataFrame, *, as_of: date, rules: Rules
) -> pl.DataFrame:
    """Return every promise made by a day, sorted by number.

    Adds to PROMISED: due (the last date agreed), carried (how often it was moved), reply (the words
    written down last, whatever for), ended_on (kept or withdrawn), answer and asked (`_followed`),
    state (PROMISE_STATES), light, days and working_days past due (negative = ahead).
    """
    seen = events.filter(pl.col("happened_on") <= as_of).sort("id")
    summed = seen.group_by("promise").agg(
        carried=pl.col("kind").is_in(MOVED).sum().cast(pl.Int64),
        **_followed(KEPT) | {"reply": pl.col("text").drop_nulls().last()},
    )
    so_far = made.filter(pl.col("made_on") <= as_of)
    rows = so_far.join(summed, left_on="id", right_on="promise", how="left").sort("id")
    dated = _dated(rows).with_columns(pl.col("carried").fill_null(0))
    lit_rows = _lit(dated, as_of=as_of, rules=rules, done=KEPT)
    return lit_rows.with_columns(
        state=_words(
            (KEPT, FULFILLED), (WITHDRAWN, REVOKED), late=LATE,
            open_=pl.when(pl.col("carried") > 0)
            .then(pl.lit(POSTPONED))
            .otherwise(pl.lit(NOT_DUE)),
        )
    ).drop("end")  # fmt: skip


def orders(
    issued: pl.DataFrame, events: pl.DataFrame, *, as_of: date, rules: Rules
) -> pl.DataFrame:
    """Return every order issued by a day, sorted by place, year and number.

    Adds to ORDERED: due (the last date granted), reply (the last) and replied_on, ended_on and closure
    (the words with which it was closed or withdrawn), answer and asked (`_followed`), state
    (ORDER_STATES), way (kind and day of each event of WAY; null where nothing happened), light, days and
    working_days past due.
    """
    seen = events.filter(pl.col("happened_on") <= as_of).sort("id")
    replied, over = pl.col("kind") == REPLIED, pl.col("kind").is_in([CLOSED, WITHDRAWN])
    summed = seen.group_by("order").agg(
        replied_on=pl.col("happened_on").filter(replied).last(),
        closure=pl.col("text").filter(over).last(),
        way=pl.struct("kind", "happened_on").filter(pl.col("kind").is_in(WAY)),
        **_followed(CLOSED),
    )
    so_far = issued.filter(pl.col("issued_on") <= as_of)
    rows = so_far.join(summed, left_on="id", right_on="order", how="left")
    dated = _dated(rows.sort("place", "year", "number"))
    lit_rows = _lit(dated, as_of=as_of, rules=rules, done=CLOSED)
    underway = pl.coalesce("answer", pl.lit(UNDERWAY))
    return lit_rows.with_columns(
        state=_words((CLOSED, SETTLED), (WITHDRAWN, RETRACTED), late=underway, open_=underway)
    ).drop("end")


def open_promises(standing: pl.DataFrame) -> pl.DataFrame:
    """Keep the promises that are neither kept nor withdrawn."""
    return standing.filter(pl.col("ended_on").is_null())


def waits_for_word(happened: pl.DataFrame) -> bool:
    """Say whether a reply waits to be confirmed; `happened` are the events of one order or promise."""
    return bool(happened.sort("id").select(_ANSWER == ANSWERED).item())


def asked_for(happened: pl.DataFrame) -> date | None:
    """Return the day that is asked for and not answered yet; null where there is none."""
    day: date | None = happened.sort("id").select(asked=_ASKED_FOR)["asked"][0]
    return day


def promise_number(number: int) -> str:
    """Write the number of a promise: CN-3."""
    return f"CN-{number}"


def order_number(year: int, number: int, *, place: str = "", code: str | None = None) -> str:
    """Write the number (文号) of an order: 〔2024〕3号, after the 机关代字 of its place if one was set.

    `code` is that of the paper as it was printed; null takes the one set now.
    """
    return f"{issuer_at(place) if code is None else code}〔{year}〕{number}号"


def _last_of(*kinds: str) -> pl.Expr:
    """The kind of the last event among some; null where there was none of them."""
    return pl.col("kind").filter(pl.col("kind").is_in(kinds)).last()


_ANSWER = _last_of(REPLIED, RETURNED).replace_strict(
    {REPLIED: ANSWERED, RETURNED: SENT_BACK}, default=None, return_dtype=pl.String
)
_ASKED_FOR = pl.when(_last_of(ASKED, REFUSED, *MOVED) == ASKED).then(
    pl.col("due_on").filter(pl.col("kind") == ASKED).last()
)


def _followed(done: str) -> dict[str, pl.Expr]:
    """Sum events up: how it `end`ed and when, the last reply, and what waits for whom.

    `answer` is null before any reply, else ANSWERED or SENT_BACK; `asked` the day of a request
    (延期申请) that is not answered yet; `agreed` the last day that was granted.
    """
    over = pl.col("kind").is_in([done, WITHDRAWN])
    return {
        "end": pl.col("kind").filter(over).last(),
        "ended_on": pl.col("happened_on").filter(over).last(),
        "reply": pl.col("text").filter(pl.col("kind") == REPLIED).last(),
        "answer": _ANSWER,
        "asked": _ASKED_FOR,
        "agreed": pl.col("due_on").filter(pl.col("kind").is_in(MOVED)).last(),
    }


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the day in force; what is over waits for nobody."""
    waits = [
        pl.when(pl.col("end").is_null()).then(name).alias(name) for name in ("answer", "asked")
    ]
    return rows.with_columns(*waits, due=pl.coalesce("agreed", "due_on")).drop("agreed")


def _lit(rows: pl.DataFrame, *, as_of: date, rules: Rules, done: str) -> pl.DataFrame:
    is_done = (pl.col("end") == done).fill_null(value=False)
    states = rows.select(
        "due", actual=pl.when(is_done).then("ended_on"), done=is_done,
        owed=(pl.col("end") != WITHDRAWN).fill_null(value=True),
    )  # fmt: skip
    lights = lit(states, as_of=as_of, rules=rules, kind=ISSUE)
    return rows.with_columns(lights["light"], lights["days"], lights["working_days"])


def _words(*ends: tuple[str, str], late: str | pl.Expr, open_: pl.Expr) -> pl.Expr:
    """Name the state: how it ended, else late or still open."""
    over = pl.when(pl.col("days") > 0).then(pl.lit(late) if isinstance(late, str) else late)
    word = over.otherwise(open_)
    for end, name in ends:
        word = pl.when(pl.col("end") == end).then(pl.lit(name)).otherwise(word)
    return word
