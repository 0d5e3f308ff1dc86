"""The rules of rating as fields of the page 规则测算, in groups, and back to what pack files write."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from metrics.changes.supposed.supposition import POINTS
from metrics.rating.rule_keys import SHAPES
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.views.rating.rule_fields import KEYS_OF, Field, Path, Typed, fields, rebuilt
from metrics.views.rating.rule_tables import WORDS

GROUPS: Mapping[str, tuple[str, ...]] = {
    "判定门槛": (
        "participation_min", "consent_min", "consent_base", "scheme_vote_min", "survey_rate_min",
        "satisfaction_min", "built_year_max",
    ),
    "各项分值": ("item_weights", "not_applicable"),
    "计分方式": (POINTS, "social_share_target", "local_share_target"),
    "一票否决": ("veto_measures", "veto_effect", "veto_grade_cap"),
    "等次和排名": ("grade_bands", "min_compounds", "baseline_breaches_first"),
    "改造内容项": ("content_items",),
}  # fmt: skip
"""The rules that can be supposed, in the order in which officers ask for them."""
HINTS = {
    "grade_bands": "方括号含该分数，圆括号不含，如[80,90)；各等次首尾相接，合起来为0至100分。",
    "item_weights": "可写小数，如2.5；合计不必为100，得分折算为百分制。",
    POINTS: "起点、目标写作75%或2/3，也可写“社会力量与居民出资占比目标”等参数名称；所选方式用不到的不必填写。",
    "content_items": "各项之间用顿号分开，同一项只能归入一类。",
}
SHAPE_WORDS = {shape: WORDS[shape] for shape in SHAPES}
DEFAULT = "default"
LOCAL = "按各地规定，填写即统一"
"""What an empty field says of a rule that places decide each for themselves."""


class PointsRow(NamedTuple):
    """How one measure (or `default`: all others) earns its points, as texts to fill in."""

    code: str
    shape: str
    floor: str = ""
    target: str = ""

    @property
    def label(self) -> str:
        """The measure with its title."""
        known = self.code in NATIONAL.measures
        return f"{self.code} {NATIONAL.title(self.code)}" if known else WORDS[DEFAULT]


def varies(rules: RulePack, key: str) -> bool:
    """Say whether places hold several values of a rule (各地规定)."""
    told = rules.told(key)
    return told is not None and rules.is_local(key) and told.raw != rules.rule(key).raw


def leaves(rules: RulePack, key: str, *, day: date) -> list[Field]:
    """Return the fields of a rule, apart from points functions; items with their titles."""
    return fields(rules, key, today=day)


def value_of(rules: RulePack, key: str, typed: Mapping[Path, Typed]) -> Any:
    """Return the value of a rule as it was filled in; a number is whole where it can be."""
    return rebuilt(rules.rule(key).raw, typed)


def points_rows(rules: RulePack) -> list[PointsRow]:
    """Return the points functions of a pack, that of all others first."""
    raw: Mapping[str, Mapping[str, Any]] = rules.rule(POINTS).raw
    return [
        PointsRow(code, each["shape"], *(_words(each.get(name)) for name in ("floor", "target")))
        for code, each in raw.items()
    ]


def _words(value: Any) -> str:
    return "" if value is None else WORDS.get(str(value), str(value))


def points_value(rows: Iterable[PointsRow]) -> dict[str, dict[str, str]]:
    """Return points functions as a pack file writes them; what a shape does not say is left out."""
    return {
        row.code: {"shape": row.shape}
        | {name: _typed(getattr(row, name)) for name in sorted(SHAPES[row.shape])}
        for row in rows
    }


def _typed(words: str) -> str:
    return KEYS_OF.get(words.strip(), words.strip())
