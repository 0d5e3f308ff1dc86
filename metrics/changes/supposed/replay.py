"""The same records judged by two sets of rules: who moves, which rule moves whom how far, and why.

What each changed rule moves is told in a stated order, that of the pack: the rules are exchanged one
after the other, and what the score and the rank move at each step is that rule's part. So the parts
add up exactly; another order can share them out otherwise. Rules that only fit each other together
are exchanged together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from metrics.changes.rank_moves import Judged, rank_moves
from metrics.changes.records_turned import counted, records_turned
from metrics.changes.rules_changed import RuleChange, rules_changed
from metrics.changes.score_moves import ScoreMoves
from metrics.changes.why_moved import Moved
from metrics.errors import RulePackInvalid
from metrics.rating.evaluation import Evaluation, Known, asked_anew, evaluate, judge
from metrics.rating.hearing import told_scores
from metrics.records.frames import Frames
from metrics.records.regions import LEVELS, RANKED, within
from metrics.rules.value import RulePack

TOLD = ("score", "grade", "rank", "group", "vetoes", "unheard")


class Step(NamedTuple):
    """Rules that are exchanged together, and the evaluation by the rules with all exchanged so far.

    `changed` is empty of the last one where other rules than those of rating are others too.
    """

    changed: tuple[RuleChange, ...]
    evaluation: Evaluation


class Replay:
    """The records of one evaluation judged by other rules as well."""

    def __init__(self, before: Evaluation, rules: RulePack, *, judged: pl.DataFrame) -> None:
        """Judge by `rules`; `judged` is what was judged of all places by the rules of `before`."""
        owners = _owners(before)
        before = replace(before, rules=before.rules.among(owners))
        self.before, self._judged, self._made = before, judged, [before]
        self.after = self._evaluated(rules.among(owners))
        self._made.append(self.after)

    @property
    def frames(self) -> Frames:
        """The records."""
        return self.before.frames

    @property
    def place(self) -> str:
        """The place whose divisions are ranked."""
        return self.before.place

    @property
    def rules(self) -> tuple[RulePack, RulePack]:
        """Both sets of rules."""
        return self.before.rules, self.after.rules

    @cached_property
    def changed(self) -> tuple[RuleChange, ...]:
        """The rules of rating that are others for some division in scope."""
        inside = self.before.regions["region"].to_list()
        then, now = (each.among(inside) for each in self.rules)
        return rules_changed(then, now)

    @cached_property
    def standings(self) -> pl.DataFrame:
        """Both standings of every region, as they are told, in the order of the evaluation.

        region, level, planned, then each of TOLD with _before and _after, and score_move and rank_move
        (places, up is positive; null without a rank on both sides or in another group), and whether any
        of it is `other` than it was.
        """
        was, now = (
            told_scores(each).select("region", "level", "planned", pl.col(TOLD).name.suffix(side))
            for each, side in ((self.before, "_before"), (self.after, "_after"))
        )
        same = pl.col("group_before") == pl.col("group_after")
        others = (pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in TOLD)
        both = was.join(now.drop("level", "planned"), on="region", maintain_order="left")
        return both.with_columns(
            score_move=pl.col("score_after") - pl.col("score_before"),
            rank_move=pl.when(same).then(pl.col("rank_before") - pl.col("rank_after")),
            other=pl.any_horizontal(others),
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The rules exchanged one after the other, in the order of the pack."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        then, now = self.rules
        held: list[RuleChange] = []
        reached = self.before
        for change in self.changed:
            held.append(change)
            then = then.taking(now, [rule.key for rule in change if rule])
            try:
                reached = self._evaluated(then)
            except RulePackInvalid:  # these only fit with what is exchanged next
                continue
            yield Step(tuple(held), reached)
            held = []
        if held or not told_scores(reached).equals(told_scores(self.after)):
            yield Step(tuple(held), self.after)

    @cached_property
    def parts(self) -> Mapping[str, tuple[tuple[int | None, int | None], ...]]:
        """What each step moved the score (hundredths) and the rank of each region, null where none is told.

        A step at which a region has no score moves nothing, and its effect falls into the next.
        """
        stood = [told_scores(self.before), *(told_scores(step.evaluation) for step in self.steps)]
        columns = [table.select("region", "score", "rank").rows_by_key("region") for table in stood]
        told = self.standings.select("region", "score_move", "rank_move").iter_rows()
        return {
            region: tuple(
                zip(
                    _stepwise([each[region][0][0] for each in columns], move),
                    _stepwise([_up(each[region][0][1]) for each in columns], places),
                    strict=True,
                )
            )
            for region, move, places in told
        }

    @cached_property
    def turned(self) -> pl.DataFrame:
        """The records of all places that turned (see `records_turned`)."""
        anew = asked_anew(*self.rules, self.before.standard)
        return records_turned(*self._thrice, self.rules, measures=anew)

    def why(self, region: str) -> Moved:
        """Return why a division of the place moved; its rank counts among those of the place."""
        inside = self.turned.join(within(self.frames.regions, region), on="region", how="semi")
        return Moved(self._scores.of(region), counted(inside), self._ranks.get(region))

    @cached_property
    def _scores(self) -> ScoreMoves:
        made = _Made(self.before, self.after)
        return ScoreMoves(*self._thrice, self.rules, place=self.place, judged=made)

    @cached_property
    def _ranks(self) -> dict[str, Any]:
        made = _Made(self.before, self.after)
        moves = rank_moves(*self._thrice, self.rules, place=self.place, judged=made)
        return {row["region"]: row for row in moves.iter_rows(named=True)}

    @property
    def _thrice(self) -> tuple[tuple[Frames, Frames, Frames], Frames]:
        """The records as what moves between two dates takes them: neither late data nor corrections."""
        return (self.frames,) * 3, self.frames

    def _evaluated(self, rules: RulePack) -> Evaluation:
        for made in self._made:
            if made.rules.digest == rules.digest:
                return replace(made, rules=rules)
        standard, known = self.before.standard, Known(self._judged, self.before.rules)
        counts = judge(self.frames, rules, standard=standard, known=known)
        return evaluate(self.frames, rules, self.place, standard=standard, judged=counts)


def _owners(evaluation: Evaluation) -> list[str]:
    """Return the divisions of the place that own records which local rules judge (cities and counties)."""
    owning = pl.col("level").replace_strict(LEVELS).is_in(RANKED)
    return evaluation.regions.filter(owning)["region"].to_list()


def _up(rank: int | None) -> int | None:
    """Return what grows where the rank gets better."""
    return None if rank is None else -rank


def _stepwise(stood: list[int | None], move: int | None) -> list[int | None]:
    """Split a move by the steps; null throughout where none is told."""
    if move is None:
        return [None] * (len(stood) - 1)
    parts: list[int | None] = []
    held = next(each for each in stood if each is not None)
    for each in stood[1:]:
        reached = held if each is None else each
        parts.append(reached - held)
        held = reached
    return parts


class _Made(Judged):
    """Evaluations that were made already, by their rules."""

    def __init__(self, *made: Evaluation) -> None:
        super().__init__()
        self._made = {each.rules.digest: each for each in made}

    def evaluation(self, frames: Frames, rules: RulePack, place: str) -> Evaluation:
        """Return the one by these rules; records and place are those of all of them."""
        del frames, place
        return self._made[rules.digest]
