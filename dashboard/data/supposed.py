"""The records judged by other rules (规则测算、规则重放), cached by what was known and by what is supposed."""

from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.data import results, store
from dashboard.data.database import cached
from dashboard.data.places import alone, upper
from dashboard.data.reaching import reach
from dashboard.data.sealing import basis
from dashboard.data.why import TurnedRecords
from metrics.changes.rules_changed import RATED
from metrics.changes.supposed.replay import Replay
from metrics.changes.supposed.supposition import Supposition, supposed
from metrics.changes.why_moved import Moved
from metrics.packs.pack import anywhere, load_pack, pack_names, rules_of
from metrics.rating.evaluation import Evaluation, Known, evaluate, evidence, judge
from metrics.records.regions import within
from metrics.rules.value import RulePack
from metrics.scope import LOCAL, Scope


class RuleSet(NamedTuple):
    """The rules of a pack, or 各地规定, on a day."""

    pack: str
    day: date

    def rules(self, place: str) -> RulePack:
        """Return the rules in force as a place evaluates by them."""
        return rules_of(Scope(place, self.day, self.day.year, self.pack))


class Question(NamedTuple):
    """By which other rules is judged: a supposition over the scope's rules, or two other sets of rules.

    Null sets are the scope's own rules.
    """

    text: str = ""
    then: RuleSet | None = None
    now: RuleSet | None = None


def supposition(scope: Scope, text: str) -> Supposition:
    """Read a supposition against the rules of a scope."""
    return supposed(basis.rules_of(scope), text)


def rule_sets(scope: Scope) -> list[RuleSet]:
    """Return 各地规定 and every pack with each day on which a rule of rating begins in it, up to the data date.

    The rules of the scope come first, then by name; of each the newest day first.
    """
    days = {name: load_pack(name).days(RATED) for name in pack_names()}
    days[LOCAL] = tuple(sorted({day for each in days.values() for day in each}, reverse=True))
    pairs = ((name, day) for name in sorted(days) for day in days[name] if day <= scope.as_of)
    return sorted((RuleSet(*pair) for pair in pairs), key=lambda each: each.pack != scope.rules)


def rules_told(scope: Scope, rules: RulePack) -> RulePack:
    """Return rules with the packs of those places only that judge a record of the scope's place."""
    return rules.among(within(basis.frames_of(scope).regions, scope.place)["region"])


def ranked_scope(scope: Scope) -> Scope:
    """Return where the divisions of a scope are ranked: of a place without any below, above it."""
    return (upper(scope) or scope) if alone(scope) else scope


def replayed(scope: Scope, asked: Question) -> Replay:
    """Return the records of a scope judged by both sets of rules that are asked for."""
    return _replayed(basis.known_of(scope), ranked_scope(scope), asked)


@cached(max_entries=32, show_spinner="正在测算……")
def _replayed(known: int, scope: Scope, asked: Question) -> Replay:
    now = (
        supposition(scope, asked.text).rules if asked.now is None else asked.now.rules(scope.place)
    )
    if asked.then is None:
        own = results.evaluation_known(known, scope)
        return Replay(own, now, judged=results.judged_known(known, anywhere(scope)))
    before, judged = _by_set(known, scope, asked.then)
    return Replay(before, now, judged=judged)


@cached(max_entries=8)
def _by_set(known: int, scope: Scope, chosen: RuleSet) -> tuple[Evaluation, pl.DataFrame]:
    frames = store.frames_known(known, scope.as_of, scope.year)
    rules = chosen.rules(scope.place)
    own = Known(results.judged_known(known, anywhere(scope)), basis.rules_of(scope))
    judged = judge(frames, rules, known=own)
    return evaluate(frames, rules, scope.place, judged=judged), judged


def why_replayed(scope: Scope, asked: Question, region: str) -> Moved:
    """Return why a division moved under the other rules."""
    return _why(basis.known_of(scope), ranked_scope(scope), asked, region)


@cached(max_entries=256)
def _why(known: int, scope: Scope, asked: Question, region: str) -> Moved:
    return _replayed(known, scope, asked).why(region)


def replayed_records(scope: Scope, asked: Question, region: str, measure: str) -> TurnedRecords:
    """Return the records of a measure judged otherwise in a division, those that the visitor may see."""
    replay, own = replayed(scope, asked), reach()
    inside = within(replay.frames.regions, region)
    turned = own.of(replay.turned.filter(measure=measure).join(inside, on="region", how="semi"))
    was, now = (
        evidence(replay.frames, rules, measure=measure, region=region).join(
            turned, on=("region", "record"), how="semi", maintain_order="left"
        )
        for rules in replay.rules
    )
    return TurnedRecords(turned, (was, now))
