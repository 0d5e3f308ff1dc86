"""What residents said and set up: consent, votes, surveys, after-care (长效管理)."""

import polars as pl

from sql.demo.draw import between, chance, choose, draw, likely, pick, spotty
from sql.demo.timeline import NEVER

EXACT = 12
"""Consulted households are a multiple of 12 where consent lies exactly on 2/3 or on 75 %."""

Columns = dict[str, pl.Expr]


def share(base: str, per_mille: pl.Expr) -> pl.Expr:
    """Return so many thousandths of the base, rounded up, never more than all."""
    part = (pl.col(base) * per_mille + 999) // 1000
    return pl.min_horizontal(part, pl.col(base))


def enough(name: str, low: int, high: int) -> pl.Expr:
    """Draw thousandths between `low` and `high`, or too few where the region is poor."""
    return choose(
        likely(f"{name} enough", 700, 998),
        between(name, low, high),
        between(f"{name} few", 420, 660),
    )


def _asked() -> Columns:
    """Count the consulted; `_band` says whose consent will lie on a bound (about 1 in 30)."""
    return {
        "_band": draw("consent band", 130),
        "_consulted": share("households", enough("asked", 820, 1000)),
    }


def _rounded() -> Columns:
    rounded = (pl.col("_consulted") // EXACT).clip(lower_bound=1) * EXACT
    return {"_consulted": choose(pl.col("_band") < 4, rounded, pl.col("_consulted"))}


def _agreed() -> Columns:
    """Band 0: exactly 2/3 consent; 1: exactly 75 %; 2 and 3: one household below these."""
    band = pl.col("_band")
    thirds, quarters = pl.col("_consulted") * 2 // 3, pl.col("_consulted") * 3 // 4
    third, quarter = (
        choose(band == 0, thirds, thirds - 1),
        choose(band == 1, quarters, quarters - 1),
    )
    exact = choose(band.is_in([0, 2]), third, quarter)
    return {
        "_consenting": choose(band < 4, exact, share("_consulted", enough("agreed", 800, 1000))),
        "scheme_votes": spotty(share("households", enough("votes", 805, 990)), "votes"),
    }


def _written_down() -> Columns:
    return {
        "consulted_households": spotty(pl.col("_consulted"), "consulted"),
        "consenting_households": spotty(pl.col("_consenting"), "consenting"),
        "consulted_on": spotty(pl.col("consulted_on"), "consulted on"),
        "scheme_voted_on": spotty(pl.col("scheme_voted_on"), "scheme voted on"),
    }


CONSENT = (_asked, _rounded, _agreed, _written_down)
"""Consultation, consent and votes, in steps of which each reads the ones before."""

STAGES = (
    "took_part_scheme",
    "took_part_works",
    "took_part_oversight",
    "took_part_aftercare",
    "took_part_feedback",
)
UPKEEP = ("upkeep_collection", "upkeep_use", "upkeep_renewal")
MODES = ("专业物业服务", "社区代管", "业主自管")


def after_start() -> Columns:
    """Give after-care, participation, survey, organisations and what was built."""
    flags = {name: spotty(likely(name, 700, 1000), name) for name in (*STAGES, *UPKEEP)}
    return {**flags, **_aftercare(), **_survey(), **_bodies(), **_built()}


def _aftercare() -> Columns:
    mode = choose(likely("managed", 740, 1000), pick("mode", MODES), pl.lit("无"))
    before = choose(likely("confirmed", 700, 998), between("confirmed", 3, 40), -15)
    return {
        "property_mode": spotty(mode, "mode"),
        "property_fee": spotty(between("fee", 3, 15) * 100_000, "fee"),
        "aftercare_confirmed_on": pl.col("started_on") - before,
        "vote_form": spotty(pick("form", ("书面", "线上")), "form"),
    }


def _survey() -> Columns:
    responses = share("households", between("responses", 560, 950))
    content = likely("content", 700, 998)
    satisfied = choose(content, between("satisfied", 830, 1000), between("discontent", 550, 790))
    return {
        "acceptance": choose(chance("poor work", 8), pl.lit("不合格"), pl.lit("合格")),
        "survey_responses": responses,
        "survey_satisfied": responses * satisfied // 1000,
    }


def _bodies() -> Columns:
    return {
        "party_branch_on": _founded("party"),
        "owners_committee_on": _founded("committee"),
        "online_vote": spotty(likely("online", 350, 990), "online"),
    }


def _founded(body: str) -> pl.Expr:
    """Date a residents' body: by the start in good regions, 「无」 or blank in others."""
    founded = pl.col("planned_on") - between(f"{body} on", 0, 400)
    return spotty(choose(likely(body, 520, 1000), founded, NEVER), body)


def _built() -> Columns:
    return {
        "lifts": draw("lifts", 12) // 10 * between("lift count", 1, 6),
        "parking_spaces": between("parking", 0, 45),
        "chargers": between("chargers", 0, 20),
        "care_facilities": draw("care", 8) // 7,
    }
