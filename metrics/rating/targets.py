"""The rules that an evaluation goes by, with the targets (目标) that the office set for each division."""

from collections.abc import Mapping
from fractions import Fraction

from metrics.rating.sheet_points import SCORED, TARGETS
from metrics.records.frames import Frames
from metrics.records.regions import lineage
from metrics.rules.readers import target_share
from metrics.rules.value import Rule, RulePack
from metrics.standards.standard import Standard


def ruling(rules: RulePack, standard: Standard, frames: Frames) -> RulePack:
    """Return the rules as the standard reads them; a score sheet's with the targets of the frames."""
    own = standard.ruling(rules)
    if SCORED not in own or TARGETS in own:
        return own
    rows = frames.given.targets
    targets = Rule(
        key=TARGETS, label="各地目标", value=targets_of(frames), raw=rows.to_dicts(), since=own.day,
        document="、".join(rows["document"].unique().sort()), clause="", note="", pack=own.name,
        inherited=False,
    )  # fmt: skip
    return own.overruled({TARGETS: targets})


def targets_of(frames: Frames) -> Mapping[tuple[str, str], Fraction]:
    """Return the target of each division and item that has one: its own, else that of the nearest above."""
    own = {
        (region, item): target_share(text)
        for region, item, text in frames.given.targets.select(
            "region", "item", "target"
        ).iter_rows()
    }
    items = sorted({item for _, item in own})
    found = {}
    for region, ancestors in _upwards(frames).items():
        for item in items:
            near = next((own[above, item] for above in ancestors if (above, item) in own), None)
            if near is not None:
                found[region, item] = near
    return found


def _upwards(frames: Frames) -> dict[str, list[str]]:
    """Return each division with those above it, the nearest first."""
    lines: dict[str, list[str]] = {}
    for region, ancestor in lineage(frames.regions).iter_rows():
        lines.setdefault(region, []).append(ancestor)
    # The more stand above a division, the nearer it is to those below it.
    depths = {region: len(line) for region, line in lines.items()}
    return {
        region: sorted(line, key=lambda code: (-depths[code], code))
        for region, line in lines.items()
    }
