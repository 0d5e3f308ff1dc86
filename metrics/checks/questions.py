"""A hit as a question: who is asked, on which figures it rests, and the sentence that asks."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from metrics.checks import tails, written
from metrics.checks.check import Check
from metrics.checks.hit import Hit, Number
from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME
from metrics.rules.value import RulePack


class Asker:
    """Who is asked about the records of one data date, and in which words."""

    def __init__(self, frames: Frames) -> None:
        """Look up the names of the divisions, who is above them, and who has reported."""
        self._names = dict(frames.regions.select("region", "name").iter_rows())
        self._above = dict(frames.regions.select("region", "parent").iter_rows())
        self._reported = set(frames.reporting["unit"])
        self._rules: dict[tuple[str, int], Mapping[str, str]] = {}
        self._keys = {name: sheet.record_key for name, sheet in BY_NAME.items()}

    def unit(self, region: str) -> str:
        """Return the nearest division, upwards from a region, that has reported; itself where none has."""
        at: str | None = region
        seen: set[str] = set()
        while at is not None and at not in seen:
            if at in self._reported:
                return at
            seen.add(at)
            at = self._above.get(at)
        return region

    def _rule(self, check: Check, rules: RulePack) -> Mapping[str, str]:
        """Return the parameters of a check in words, written once for each pack."""
        of = check.code, id(rules)
        if of not in self._rules:
            self._rules[of] = _parameters(check, rules)
        return self._rules[of]

    def hit(
        self,
        check: Check,
        rules: RulePack,
        sheet: str,
        row: Mapping[str, Any],
        chance: Fraction | None,
    ) -> Hit:
        """Put a row that hit as a question."""
        key = tuple([_key(row.get(name)) for name in self._keys[sheet]])
        severity = row.get("severity") or check.severities[0]
        values = [row.get(c.name) for c in check.shows]
        numbers = tuple(
            [
                Number(c.name, c.label, value, written.text(value, c.kind))
                for c, value in zip(check.shows, values, strict=True)
            ]
        )
        place, name = self._names.get(row["region"], row["region"]), row.get("name") or ""
        said = {
            **{each.name: each.text for each in numbers},
            "place": place, "name": name, "code": key[0], "about": row.get("about") or "",
            "chance": "" if chance is None else tails.written(chance), "rule": self._rule(check, rules),
        }  # fmt: skip
        asks = check.asks if isinstance(check.asks, str) else check.asks[severity]
        return Hit(
            check=check.code, severity=severity, region=row["region"], unit=self.unit(row["region"]),
            sheet=sheet, key=key, about=said["about"], name=name or (place if sheet == "regions" else ""),
            numbers=numbers, filled=check.filled.format_map(said), sentence=asks.format_map(said),
            chance=said["chance"] or None,
        )  # fmt: skip


def _key(value: object) -> str:
    """Write one part of a record's key as kept text; a blank part is empty."""
    return "" if value is None else str(value)


def _parameters(check: Check, rules: RulePack) -> dict[str, str]:
    """Return the parameters of a check as its rule writes them; of the standard's rules, under their keys."""
    said: dict[str, str] = {}
    for key in check.reads:
        raw = rules.rule(key).raw
        if isinstance(raw, dict):
            said |= {
                name: "、".join(map(str, value)) if isinstance(value, list) else str(value)
                for name, value in raw.items()
            }
        else:
            said[key] = str(raw)
    return said
