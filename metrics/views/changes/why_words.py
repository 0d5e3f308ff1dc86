"""Why a score and a rank moved, in words: what turned, of which measure, and what it cost."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from metrics.changes.rank_moves import PARTS
from metrics.changes.score_moves import MeasureMove, ScoreMove
from metrics.changes.why_moved import Moved
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts import numbers
from metrics.views.parts.labels import ADJUSTED
from metrics.views.rating.ranking import places_moved

CAUSES = {"rules": "参数变化", "late": "迟报数据", "corrections": "更正", "own": "自身变化"}
RANK_CAUSES = CAUSES | {"others": "其他地区变化"}
KINDS = {
    "lost": "由达标转为不达标", "blanked": "新增缺失", "added_unmet": "新增且不达标",
    "added_blank": "新增且缺数据", "filled_unmet": "补齐后不达标", "removed": "移出",
    "won": "由不达标转为达标", "added_met": "新增且达标", "filled_met": "补齐后达标",
}  # fmt: skip
WINNING = ("won", "added_met", "filled_met")
KINDS_SHOWN = 2
STATUS = {
    "entered": "{0.before}没有得分，不能比较。", "left": "{0.after}没有得分，不能比较。",
    "unscored": "{0.before}、{0.after}均没有得分。", "redrawn": f"两期之间有{ADJUSTED}，不能比较。",
}  # fmt: skip


class Sides(NamedTuple):
    """What the two sides that are compared are called, and how a measure that begins to apply is told."""

    before: str
    after: str
    applies: str


DATES = Sides("上期", "本期", "本期起适用")
RULES = Sides("原规则", "新规则", "改按新规则后适用")
SUPPOSED = Sides("现行", "测算", "测算后适用")
UNIFORM = Sides("各地规定", "统一规定", "按统一规定后适用")
_RECORDS = {"compounds": "个小区", "projects": "个项目", "regions": "个地区", "issues": "个问题"}
Turned = Mapping[str, Mapping[str, int]]
"""How many records turned, by measure and kind: see `records_turned.counted`."""


def sentence(
    move: ScoreMove, turned: Turned, *, rank: Mapping[str, Any] | None = None, most: int = 2,
    sides: Sides = DATES,
) -> str:  # fmt: skip
    """Say in one sentence why rank and score moved, by the measures that moved most.

    `rank` is the region's row of `rank_moves`; null tells nothing of the rank. Empty where nothing can
    be compared, or neither moved. Where no measure moved, the parts of the rank move are named.
    """
    places = None if rank is None else rank["move"]
    barred = _barred(move)
    if move.move is None or not (move.move or places or barred):
        return ""
    ranked = () if places is None else (f"名次{places_moved(places)}",)
    scored = f"得分{_amount(move.move, '升', '降')}" if move.move else "得分未变"
    head, reasons = "，".join((*ranked, *barred, scored)), _reasons(move, turned, most, sides)
    if reasons:
        return f"{head}：{reasons}。"
    causes = "、".join(RANK_CAUSES[part] for part in PARTS if rank and rank[part])
    return f"{head}{f'，因{causes}' if causes and not barred else ''}。"


def said(moved: Moved | None) -> str:
    """Say the sentence of a division that moved; empty also where nothing is compared."""
    return "" if moved is None else sentence(moved.move, moved.turned, rank=moved.rank)


def told(
    move: ScoreMove, turned: Turned, *, rank: Mapping[str, Any] | None = None, sides: Sides = DATES
) -> str:
    """Say why rank and score moved, with both scores, or why it cannot be told."""
    if move.move is None:
        return STATUS[move.status].format(sides)
    scores = f"得分由{numbers.score(move.score_before)}变为{numbers.score(move.score_after)}。"
    said = sentence(move, turned, rank=rank, most=3, sides=sides)
    return scores + (said or "得分和名次均未变化。")


def _barred(move: ScoreMove) -> tuple[str, ...]:
    """Say whether the region came under a veto since, or out of it."""
    before, after = move.vetoes
    if bool(before) == bool(after):
        return ()
    return (
        f"触碰一票否决（{'、'.join(after)}）" if after else f"解除一票否决（{'、'.join(before)}）",
    )


def _reasons(move: ScoreMove, turned: Turned, most: int, sides: Sides) -> str:
    """Name the measures that moved most, those that moved as the score did first, and sum up the rest."""
    moved = [each for each in move.measures if each.move]
    up = (move.move or -1) > 0
    moved.sort(key=lambda each: ((each.move > 0) != up, -abs(each.move)))
    parts = [_measure(each, turned.get(each.measure, {}), sides) for each in moved[:most]]
    rest = [each.move for each in moved[most:]]
    if rest:
        lost, won = sum(n for n in rest if n < 0), sum(n for n in rest if n > 0)
        words = [f"失{points(lost)}分"] * bool(lost) + [f"得{points(won)}分"] * bool(won)
        parts.append(f"其余{len(rest)}条{'、'.join(words)}")
    return "，".join(parts)


def _measure(move: MeasureMove, turned: Mapping[str, int], sides: Sides) -> str:
    said = why(move, turned, most=KINDS_SHOWN, sides=sides)
    named = f"{move.measure}{NATIONAL.title(move.measure)}"
    return f"{named}{_amount(move.move, '得', '失')}{f'（{said}）' if said else ''}"


def why(
    move: MeasureMove, turned: Mapping[str, int], *, most: int | None = None, sides: Sides = DATES
) -> str:
    """Say what moved a measure: that it began to apply, and at most so many kinds of records that turned."""
    applies = ""
    if (move.before is None) != (move.after is None):
        applies = "不再适用" if move.after is None else sides.applies
    words = turned_words(move.measure, turned, won=move.move > 0, most=most)
    if not words and not applies and move.move and not move.parts["own"]:
        words = "、".join(CAUSES[cause] for cause, part in move.parts.items() if part)
    return "，".join(filter(None, [applies, words]))


def turned_words(
    measure: str, turned: Mapping[str, int], *, won: bool = False, most: int | None = None
) -> str:
    """Say how many records of a measure turned: 3个小区由达标转为不达标，1个小区新增缺失.

    What costs points stands first, or what earns them if the measure `won`.
    """
    asked = NATIONAL.measures[measure]
    if asked.amounts:
        return f"{sum(turned.values())}条资金记录变化" if turned else ""
    unit = _RECORDS.get(asked.sheet, "条记录")
    kinds = sorted(
        (kind for kind in KINDS if turned.get(kind)), key=lambda k: (k in WINNING) != won
    )
    return "，".join(f"{turned[kind]}{unit}{KINDS[kind]}" for kind in kinds[:most])


def _amount(hundredths: int, up: str, down: str) -> str:
    return f"{up if hundredths > 0 else down}{points(hundredths)}分"


def points(hundredths: int) -> str:
    """Write how many points, without a sign."""
    return numbers.fixed(Fraction(abs(hundredths), 100), decimals=2)
