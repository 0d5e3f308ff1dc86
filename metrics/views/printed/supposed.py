"""What `python -m metrics what-if` prints: both standings side by side, as a table to read or as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from metrics.changes.rules_changed import RuleChange
from metrics.changes.supposed.replay import Replay, Step
from metrics.rules.value import Rule
from metrics.views.changes import supposed_tables, why_tables
from metrics.views.changes.why_words import Sides
from metrics.views.parts.text_table import listed

REGION = (
    "region", "level", "score_before", "score_after", "score_move", "grade_before", "grade_after",
    "rank_before", "rank_after", "rank_move", "group_before", "group_after", "vetoes_before", "vetoes_after",
)  # fmt: skip
LEVELS = ("city", "county")


def replay_data(replay: Replay, level: str | None) -> dict[str, Any]:
    """Return both standings as plain values: scores in hundredths, rank moves in places, blanks null."""
    then, now = replay.rules
    rows = replay.standings if level is None else replay.standings.filter(level=level)
    return {
        "official": False,
        "as_of": replay.frames.as_of.isoformat(),
        "year": replay.frames.year,
        "place": replay.place,
        "rules_digests": [then.digest, now.digest],
        "changed": [_change(each) for each in replay.changed],
        "regions": [
            {**row, "parts": [_part(*each) for each in _parts(replay, row["region"])]}
            for row in rows.select(REGION).iter_rows(named=True)
        ],
        "records": replay.turned.drop("cause").to_dicts(),
    }


def _change(change: RuleChange) -> dict[str, Any]:
    return {"then": _rule(change.then), "now": _rule(change.now)}


def _rule(rule: Rule | None) -> Mapping[str, Any] | None:
    if rule is None:
        return None
    return {
        "key": rule.key, "value": rule.raw, "since": rule.since.isoformat(),
        "document": rule.document, "clause": rule.clause,
    }  # fmt: skip


def _parts(replay: Replay, region: str) -> list[tuple[Step, tuple[int | None, int | None]]]:
    return list(zip(replay.steps, replay.parts[region], strict=True))


def _part(step: Step, moved: tuple[int | None, int | None]) -> dict[str, Any]:
    keys = [rule.key for each in step.changed if (rule := each.now or each.then)]
    return {"rules": keys, "score": moved[0], "rank": moved[1]}


def replay_json(replay: Replay, level: str | None, sides: Sides) -> str:
    """Print both standings as JSON, sorted by region."""
    del sides  # words are for people
    return json.dumps(replay_data(replay, level), ensure_ascii=False, indent=1)


def replay_table(replay: Replay, level: str | None, sides: Sides) -> str:
    """Print the rules that are others, who moves, and the measures of which records are judged otherwise."""
    levels = [level] if level else [each for each in LEVELS if _has(replay, each)]
    told = [supposed_tables.summary(replay, each) for each in levels]
    tables = (
        why_tables.exchanged(replay.changed, sides),
        *(supposed_tables.side_by_side(replay, each, sides, with_parts=True) for each in levels),
        supposed_tables.measures(replay, sides),
    )
    return "\n\n".join((supposed_tables.UNOFFICIAL, "\n".join(told), *map(listed, tables)))


def _has(replay: Replay, level: str) -> bool:
    return bool(replay.standings.filter(level=level).height)


REPLAYED: dict[str, Callable[[Replay, str | None, Sides], str]] = {
    "table": replay_table,
    "json": replay_json,
}
