"""A project's node is what its compounds' nodes add up to, whatever their dates."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.supervision.nodes import FIELDS, NAMES
from tests.metrics.supervision.small_supervision import COMPOUND_ROWS, RULES, two_projects

Node = dict[str, Any]


def of_stage(row: Node, name: str) -> Node:
    return {field: row[f"{name}_{field}"] for field in FIELDS}


def known(nodes: list[Node], field: str) -> list[Any]:
    return [node[field] for node in nodes if node[field] is not None]


def added_up(nodes: list[Node], name: str) -> Node:
    """Add up the nodes of one stage, one by one; a review is of the project, so it is one."""
    unreported = sum(node["unreported"] for node in nodes)
    order = RULES["light_order"]
    still = [node for node in nodes if not node["done"]]
    done = [node for node in nodes if node["done"]]
    longest = {
        field: max(known(still, field) or known(done, field), default=None)
        for field in ("days", "working_days")
    }
    due = min(known(still, "due"), default=None) or max(known(done, "due"), default=None)
    return {
        "due": due,
        "actual": None if still else max(known(done, "actual")),
        "done": len(done),
        "light": min((node["light"] for node in still or done), key=order.index),
        **longest,
        "provisional": any(node["provisional"] for node in nodes),
        "unreported": unreported if name != "review" else min(unreported, 1),
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(COMPOUND_ROWS, min_size=1, max_size=8))
def test_项目节点由各小区节点汇成(rows: list[dict[str, object]]):
    found = two_projects(rows)
    for row in found.dated(found.projects).filter(pl.col("compounds") > 0).iter_rows(named=True):
        own = found.compounds.filter(pl.col("project") == row["project"]).to_dicts()
        for name in NAMES:
            nodes = [of_stage(compound, name) for compound in own]
            assert of_stage(row, name) == added_up(nodes, name)
        assert row["reached"] == min(compound["reached"] for compound in own)


@settings(max_examples=20, deadline=None)
@given(st.lists(COMPOUND_ROWS, min_size=1, max_size=8))
def test_只取几行与取全表相同(rows: list[dict[str, object]]):
    found = two_projects(rows)
    whole = found.dated(found.projects)
    for project in ("P", "Q"):
        own = pl.col("project") == project
        assert found.dated(found.projects.filter(own)).equals(whole.filter(own))
        assert found.compounds_of(project).equals(found.compounds.filter(own))
