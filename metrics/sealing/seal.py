"""A sealed evaluation (封账) as a value: what was judged, by which rules, and what was found.

Two digests tell two things. The digest of the evaluation (评价摘要) is taken of what was judged and found
(scope, records, rules, counts, scores): it is the same on every machine and in every database, whatever the
order of import, and whoever has records and rules can compute it anew. The digest at the end of the file
tells whether a byte of this file has changed; it also covers where the log ended and what sealed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from metrics.days.workdays import calendar
from metrics.rating.evaluation import Evaluation, evaluate, tally
from metrics.rating.targets import ruling
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import RulePack
from metrics.scope import Scope
from metrics.sealing.container import canonical, sha256
from metrics.sealing.own_part import own_part
from metrics.sealing.sources import UNTOLD, Sources
from metrics.standards.catalogue import NATIONAL
from metrics.standards.judging import judge_records
from metrics.standards.standard import Standard
from metrics.version import VERSION

FORMAT = 2
"""Grows when a seal of an earlier programme would not read any more."""
VERDICT = ("measure", "record", "region", "met", "amount")


@dataclass(frozen=True)
class Circumstances:
    """Where and with what a seal was made; nothing of it enters the digest of the evaluation.

    `log_number` and `log_digest` are the newest entry of the log (操作日志); 0 where there is none.
    """

    log_number: int
    log_digest: str
    calendar: str
    version: str

    @classmethod
    def here(cls, log_number: int, log_digest: str) -> "Circumstances":
        """Return those of this programme, with the head of the log."""
        return cls(log_number, log_digest, calendar().version, VERSION)


@dataclass(frozen=True)
class Seal:
    """An evaluation with everything that it rests on.

    `counts` and `scores` are those of `Evaluation`; `verdicts` has a row for each record that a measure
    judged for a division of the place: measure, record, region (its owner), met (null: unknown),
    amount, sorted. `sources` are where the records came from; like what it was `made` with, they do not
    enter the digest.
    """

    scope: Scope
    standard: Standard
    rules: RulePack
    frames: Frames
    counts: pl.DataFrame
    scores: pl.DataFrame
    verdicts: pl.DataFrame
    made: Circumstances
    sources: Sources = UNTOLD

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each thing that the evaluation consists of."""
        return _digests(data_digest(self.frames), self.rules, self.counts, self.scores)

    @cached_property
    def digest(self) -> str:
        """The digest of the evaluation (评价摘要)."""
        return _digest(self.scope, self.standard, self.digests)

    def evaluation_of(self, place: str) -> Evaluation:
        """Return the evaluation of a place inside: of the whole as sealed, of a part ranked anew."""
        if place == self.scope.place:
            return self.evaluation()
        return evaluate(
            self.frames, self.rules, place, standard=self.standard, judged=self._tallied()
        )

    def _tallied(self) -> pl.DataFrame:
        verdicts = self.verdicts.partition_by("measure", as_dict=True)
        listed = ((self.standard.measures[str(code)], part) for (code,), part in verdicts.items())
        return pl.concat(tally(part.lazy(), measure).collect() for measure, part in listed)

    def evaluation(self) -> Evaluation:
        """Return the evaluation as it was sealed, without judging anything anew."""
        regions = within(self.frames.regions, self.scope.place)
        return Evaluation(
            frames=self.frames, rules=ruling(self.rules, self.standard, self.frames), standard=self.standard,
            place=self.scope.place, regions=regions, counts=self.counts, scores=self.scores,
        )  # fmt: skip


def told(scope: Scope) -> dict[str, object]:
    """Return a scope as a seal writes it."""
    return {
        "place": scope.place, "as_of": scope.as_of.isoformat(), "year": scope.year,
        "rules": scope.rules, "rules_on": scope.rules_day.isoformat(),
    }  # fmt: skip


def seal(
    frames: Frames,
    rules: RulePack,
    scope: Scope,
    made: Circumstances,
    *,
    standard: Standard = NATIONAL,
    sources: Sources = UNTOLD,
) -> Seal:
    """Judge, count, score and rank, and keep everything: the place of `scope` is a whole code.

    Raises as `evaluate` does.
    """
    verdicts = judge_each(frames, rules, standard)
    judged = pl.concat(
        tally(part.lazy(), standard.measures[code]).collect() for code, part in verdicts.items()
    )
    found = evaluate(frames, rules, scope.place, standard=standard, judged=judged)
    return Seal(
        scope=scope, standard=standard, rules=rules, frames=frames, counts=found.counts,
        scores=found.scores, verdicts=_listed(verdicts, found.regions), made=made, sources=sources,
    )  # fmt: skip


def judge_each(frames: Frames, rules: RulePack, standard: Standard) -> dict[str, pl.DataFrame]:
    """Judge every record by every measure: the columns of VERDICT but the first, by measure."""
    rules = standard.ruling(rules)
    judges = (
        judge_records(measure, frames, rules).select(VERDICT[1:])
        for measure in standard.measures.values()
    )
    return dict(zip(standard.measures, pl.collect_all(judges), strict=True))


def _listed(verdicts: Mapping[str, pl.DataFrame], regions: pl.DataFrame) -> pl.DataFrame:
    named = (
        part.select(
            pl.lit(code).alias("measure"),
            pl.col("record", "region").cast(pl.String),
            "met",
            "amount",
        )
        for code, part in verdicts.items()
    )
    return pl.concat(named).join(regions, on="region", how="semi").sort(VERDICT)


def scope_of(evaluation: Evaluation) -> Scope:
    """Return the question that an evaluation answers, of its whole code, year, rules and their day."""
    frames, rules = evaluation.frames, evaluation.rules
    return Scope(evaluation.place, frames.as_of, frames.year, rules.name, rules.day)


def digest_of(evaluation: Evaluation) -> str:
    """Return the digest (评价摘要) that an evaluation by the 36 measures has when it is sealed as it is."""
    part = own_part(evaluation.frames, evaluation.place)
    data = evaluation.data_digest if part is evaluation.frames else data_digest(part)
    own = _digests(data, evaluation.rules, evaluation.counts, evaluation.scores)
    return _digest(scope_of(evaluation), evaluation.standard, own)


def _digests(
    data: str, rules: RulePack, counts: pl.DataFrame, scores: pl.DataFrame
) -> Mapping[str, str]:
    return {
        "data": data,
        "rules": rules.digest,
        "counts": _table_digest(counts),
        "scores": _table_digest(scores.with_columns(pl.col("vetoes").list.join(" "))),
    }


def _digest(scope: Scope, standard: Standard, digests: Mapping[str, str]) -> str:
    asked = {"scope": told(scope), "standard": standard.document}
    if standard.source:
        asked["sheet"] = sha256(standard.source.encode())
    return sha256(canonical({"format": FORMAT, **asked, **digests}))


def _table_digest(table: pl.DataFrame) -> str:
    rows = table.write_csv(quote_style="non_numeric", line_terminator="\n")
    return sha256(rows.encode())
