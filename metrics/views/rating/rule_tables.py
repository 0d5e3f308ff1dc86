"""Rules in force as tables: value, document, clause, from when, and whose they are."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from metrics.packs.pack import OWN, load_pack, pack_names
from metrics.rating.rule_keys import SHARE_KEYS
from metrics.rules.value import Rule, RulePack
from metrics.standards.measure import Measure
from metrics.standards.rule_keys import RULE_KEYS
from metrics.views.parts import numbers
from metrics.views.parts.cells import day, remark, text
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.parts.wording import SYSTEM_DEFAULT

AT = "@"
"""Stands between a rule and the place of a pack in the key of a line that is not the rule's own."""
OTHERS, EVERYWHERE = "其他各地", "各地"
UNITS = {"built_year_max": "年", "min_compounds": "个"}
WORDS = {
    "last": "排在未被否决者之后",
    "cap": "等次封顶",
    "flag": "仅标注",
    "participants": "参与征询户数",
    "households": "小区总户数",
    "spread": "按比例分摊到其他内容",
    "full": "计满分",
    "zero": "计零分",
    "proportional": "按比例得分",
    "threshold": "达到目标得满分",
    "linear": "自起点线性得分",
    "default": "其他各条",
    "shape": "方式",
    "floor": "起点",
    "target": "目标",
    **{key: RULE_KEYS[key].label for key in sorted(SHARE_KEYS)},
}


class Told(NamedTuple):
    """A rule as a table has it; `area` is the place for whose records it holds, empty of all."""

    rule: Rule
    area: str
    key: str


def rules_read(
    rules: RulePack, measure: Measure, regions: Iterable[str] | None = None
) -> DisplayTable:
    """List the rules that judge one measure in divisions, and the target that earns it all its points.

    Without divisions they are those of every place. Where places have rules of their own, the remarks
    make room for them.
    """
    points = rules["points"].get(measure.code, rules["points"]["default"])
    target = (points.target,) if isinstance(points.target, str) else ()
    table = _table("适用参数", _told(rules, (*measure.reads, *target), regions))
    return table.without("note") if table.columns == COLUMNS else table


def rules_in_force(rules: RulePack, regions: Iterable[str] | None = None) -> DisplayTable:
    """List every rule of a pack on its day: a local one once for each pack that judges in divisions."""
    title = f"{rules.title}（{numbers.day(rules.day)}有效）"
    return _table(title, _told(rules, rules.rules, regions))


def listed(title: str, rules: Iterable[Rule]) -> DisplayTable:
    """List some rules under a title."""
    return _table(title, (Told(rule, "", rule.key) for rule in rules))


def judging_words(rules: RulePack, measure: Measure, regions: Iterable[str]) -> str:
    """Say which packs judged the records of a measure in divisions; empty where it reads no local rule."""
    if not any(map(rules.is_local, measure.reads)):
        return ""
    regions = list(regions)
    packs = {rules.nearest(region).place_name: None for region in regions}
    return f"本条记录由{'、'.join(packs)}参数集判定。"


def _told(rules: RulePack, keys: Iterable[str], regions: Iterable[str] | None) -> Iterator[Told]:
    judging = rules if regions is None else rules.among(regions)
    for key in keys:
        if not judging.is_local(key) or not judging.nearer:
            yield Told(judging.rule(key), "", key)
            continue
        for place, pack in sorted(judging.nearer.items(), reverse=True):
            own = pack.place == judging.place
            alone = len(judging.nearer) == 1
            area = "" if alone else OTHERS if own else pack.place_name
            yield Told(pack.rule(key), area, key if own or alone else f"{key}{AT}{place}")


def _table(title: str, told: Iterable[Told]) -> DisplayTable:
    rows = list(told)
    columns = COLUMNS if any(row.area for row in rows) else (COLUMNS[0], *COLUMNS[2:])
    return DisplayTable(title, columns, tuple(line(columns, row, key=row.key) for row in rows))


def _value(told: Told) -> Cell:
    rule = told.rule
    words = value_text(rule.raw)
    return Cell(words, words + UNITS.get(rule.key, ""))


def _document(told: Told) -> Cell:
    rule = told.rule
    default = rule.document == SYSTEM_DEFAULT
    return Cell(rule.document, rule.document, Signal.WATCH if default else None)


def pack_called(name: str) -> str:
    """Return the place of a pack by its name; one that does not ship any more stands as it is."""
    return load_pack(name).file.name if name in pack_names() else name


def owner(rule: Rule) -> Cell:
    """Say whose pack a rule stands in."""
    if rule.pack == OWN:
        return Cell(rule.pack, "本单位设置")
    name = pack_called(rule.pack)
    return Cell(rule.pack, f"继承自{name}" if rule.inherited else name)


COLUMNS = (
    Column("rule", ("参数",), Holds.TEXT, lambda each: Cell(each.rule.key, each.rule.label)),
    Column("area", ("适用地区",), Holds.TEXT, lambda each: remark(each.area or EVERYWHERE)),
    Column("value", ("现行值",), Holds.TEXT, _value),
    Column("document", ("文件",), Holds.TEXT, _document),
    Column("clause", ("条款",), Holds.TEXT, lambda each: text(each.rule.clause)),
    Column("since", ("自",), Holds.DAY, lambda each: day(each.rule.since)),
    Column("owner", ("来源",), Holds.TEXT, lambda each: owner(each.rule)),
    Column("note", ("说明",), Holds.TEXT, lambda each: text(each.rule.note)),
)


def value_text(raw: Any) -> str:
    """Write a value as it stands in the pack, in Chinese words."""
    if isinstance(raw, dict):
        # What is said of one key is set apart by commas, the keys by semicolons.
        texts = {_word(key): value_text(value).replace("；", "，") for key, value in raw.items()}
        if len(texts) > 2 and len(set(texts.values())) == 1:
            return f"{len(texts)}项均为{min(texts.values())}"
        return "；".join(f"{key}：{text}" for key, text in texts.items())
    if isinstance(raw, list):
        return "、".join(map(value_text, raw))
    if isinstance(raw, date):
        return numbers.day(raw)
    return _word(raw)


def _word(raw: object) -> str:
    text = WORDS.get(str(raw), str(raw))
    for form, words in FORMS:
        text = form.sub(words, text)
    return text


def _band(match: re.Match[str]) -> str:
    """Write a band of points as official papers do: 80（含）—90分."""
    opens, low, high, closes = match.groups()
    included = "（含）"
    return f"{low}{included if opens == '[' else ''}—{high}{included if closes == ']' else ''}分"


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^([\[(])(\d+),(\d+)([\])])$"), _band),
    (re.compile(r"(?<=日期)-(\d+)(?=个工作日)"), lambda m: f"前{m[1]}"),
    (re.compile(r"(?<=日期)\+(\d+)(?=个工作日)"), lambda m: f"后{m[1]}"),
    (re.compile(r"(?<=年度)(\d\d)-(\d\d)$"), lambda m: f"{int(m[1])}月{int(m[2])}日"),
)
"""Values as packs write them, and how people do."""


def matching(table: DisplayTable, sought: str | None) -> DisplayTable:
    """Keep the rows in which some cell holds the words sought, whatever the width of characters."""
    words = _plain(sought or "")
    if not words:
        return table
    lines = (each for each in table.lines if any(words in _plain(c.text) for c in each.cells))
    return table._replace(lines=tuple(lines))


def _plain(text: str) -> str:
    half = unicodedata.normalize("NFKC", text).casefold()
    return half.translate(str.maketrans("〔〕[]【】", "()()()")).replace(" ", "")
