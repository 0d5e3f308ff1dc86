"""The filters of the ledger of issues: state, source, place, words and order; each stands in the address."""

from typing import NamedTuple

import polars as pl

from dashboard import data
from dashboard.components import address
from dashboard.components.ways import division_filter
from metrics.scope import Scope
from metrics.supervision.issues import CLOSED, overdue
from metrics.supervision.queries import holding

STATES = {"open": "未销号", "overdue": "逾期未销号", "closed": "已销号", "all": "全部"}
ORDERS = {
    "light": ("红灯在前", [], []),
    "late": ("逾期最长在前", ["days", "issue"], [True, False]),
    "due": ("按整改期限", ["due_on", "issue"], [False, False]),
    "found": ("最近发现在前", ["found_on", "issue"], [True, False]),
    "owner": ("按责任人", ["owner", "due_on", "issue"], [False, False, False]),
    "region": ("按地区", ["region", "due_on", "issue"], [False, False, False]),
}  # fmt: skip
"""The orders of the list: their words, the columns and which of them fall."""
SOUGHT = ("issue", "problem", "owner", "project", "proof")
LONGEST = 40
ALL = ""


class Asked(NamedTuple):
    """What the filters ask; an empty text asks nothing."""

    state: str
    source: str
    within: str
    text: str
    order: str

    @property
    def words(self) -> dict[str, str]:
        """The filters by name, as the foot of a paper tells them."""
        return {
            "状态": "" if self.state == "all" else STATES[self.state],
            "来源": self.source,
            "地区": data.name_of(self.within) if self.within else "",
            "查找": self.text,
        }

    @property
    def logged(self) -> dict[str, str]:
        """The filters as the log keeps them: that something was sought, not what, which may be a name."""
        return self.words | {"查找": "略" if self.text else ""}


def show(scope: Scope, issues: pl.DataFrame) -> Asked:
    """Draw the filters and return what they ask."""
    sources = (ALL, *sorted(issues["source"].cast(pl.String).drop_nulls().unique()))
    state = address.choose(
        "state", "状态", tuple(STATES), default="open", text=STATES.__getitem__, segmented=True
    )
    source = address.choose("source", "来源", sources, default=ALL, text=lambda s: s or "全部来源")
    within = division_filter.show(scope, issues["region"].unique())
    text = address.sought(
        "q", "查找问题", placeholder="查找问题、责任人", longest=LONGEST, of=" of issues"
    )
    address.forget("order")
    order = address.choose(
        "order", "排列", tuple(ORDERS), default="light", text=lambda name: ORDERS[name][0]
    )
    return Asked(state, source, within, text, order)


def kept(scope: Scope, issues: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return the issues that are asked for, in the order asked."""
    if asked.state == "overdue":
        issues = overdue(issues)
    elif asked.state != "all":
        closed = pl.col("state") == CLOSED
        issues = issues.filter(closed if asked.state == "closed" else ~closed)
    if asked.source:
        issues = issues.filter(pl.col("source").cast(pl.String) == asked.source)
    inside = division_filter.below(scope, asked.within)
    if inside is not None:
        issues = issues.filter(pl.col("region").is_in(sorted(inside)))
    issues = holding(issues, asked.text, SOUGHT)
    _, by, falling = ORDERS[asked.order]
    return issues.sort(by, descending=falling, nulls_last=True) if by else issues
