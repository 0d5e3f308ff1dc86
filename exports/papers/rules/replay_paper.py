"""规则变动影响测算: both standings of the regions of a level side by side, with what each changed rule moves."""

from collections.abc import Iterator

from exports.papers.sheet_paper import DATED, RULES, RULES_DIGEST, SheetPaper, basis
from metrics.changes.supposed.replay import Replay
from metrics.records.invented import demo_mark
from metrics.rules.value import SUPPOSED as IS_SUPPOSED
from metrics.rules.value import Rule, RulePack
from metrics.views.changes import supposed_tables, why_tables
from metrics.views.changes.supposed_tables import NAME, UNOFFICIAL
from metrics.views.changes.why_words import RULES as BY_RULES
from metrics.views.changes.why_words import SUPPOSED as BY_SUPPOSITION
from metrics.views.changes.why_words import Sides
from metrics.views.parts import labels, numbers
from metrics.views.rating.ranking import names_of

FROZEN = 1
OF_PARTS = 12
"""So many columns of single rules stand on one sheet of paper."""


def compose(replay: Replay, level: str) -> SheetPaper:
    """Lay out the regions of a level; the rules that are others, with their documents, stand in its basis."""
    sides = _sides(replay)
    table = supposed_tables.side_by_side(replay, level, sides, with_parts=True)
    day = numbers.long_day(replay.frames.as_of)
    words = f"城镇老旧小区改造{NAME}（非正式，{labels.LEVELS[level]}，截至{day}）"
    marks = (UNOFFICIAL, demo_mark(replay.place) or "")
    return SheetPaper(
        name=NAME,
        table=table._replace(title=words),
        basis=tuple(_basis(replay, sides, level)),
        dated=replay.frames.as_of,
        frozen=FROZEN,
        parts=_parts(table.place("vetoes"), len(table.columns)),
        size="a3",
        mark="　".join(filter(None, marks)),
    )


def _sides(replay: Replay) -> Sides:
    """Say whether the other rules are supposed, or were decreed."""
    supposed = any(each.now and each.now.document == IS_SUPPOSED for each in replay.changed)
    return BY_SUPPOSITION if supposed else BY_RULES


def _parts(standing: int, columns: int) -> tuple[int, ...]:
    """Break the paper after the standings where many rules follow, and after some of them each."""
    if columns - standing <= OF_PARTS:
        return (columns,)
    return (*range(standing + 1, columns, OF_PARTS), columns)


def _basis(replay: Replay, sides: Sides, level: str) -> Iterator[tuple[str, str]]:
    then, now = replay.rules
    names = names_of(replay.before)
    rows = replay.standings.filter(level=level).height
    told = basis(
        replay.frames, then, scope=names.get(replay.place, replay.place),
        asked=supposed_tables.summary(replay, level), counted=("合计", f"{rows}个"),
    )  # fmt: skip
    kept = dict(told)
    yield "性质", f"{UNOFFICIAL}，只供比较，不作为评价结果"
    yield "范围", kept["范围"]
    yield DATED, kept[DATED]
    yield "结果", supposed_tables.summary(replay, level)
    yield RULES, f"{sides.before}：{_pack(then)}；{sides.after}：{_pack(now)}"
    for number, (words, change) in enumerate(
        zip(why_tables.exchanged_words(replay.changed), replay.changed, strict=True), start=1
    ):
        yield f"变动参数{number}", f"{words}（{_source(change.then)}→{_source(change.now)}）"
    yield RULES_DIGEST, f"{then.digest}→{now.digest}"
    yield "数据摘要", kept["数据摘要"]


def _pack(rules: RulePack) -> str:
    return f"{rules.title}，{numbers.day(rules.day)}有效"


def _source(rule: Rule | None) -> str:
    if rule is None:
        return "无"
    return " ".join(filter(None, (rule.document, rule.clause)))
