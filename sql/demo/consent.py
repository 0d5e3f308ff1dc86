"""What residents said and set up: consent, votes, surveys, after-care (长效管理)."""

import polars as pl

from sql.demo.draw import between, chance, draw, likely, pick, spotty

EXACT = 12
"""Consulted households are a multiple of 12 where consent lies exactly on 2/3 or on 75 %."""


def share(base: str, per_mille: pl.Expr) -> pl.Expr:
    """Return so many thousandths of the base, rounded up, never more than all."""
    part = (pl.col(base) * per_mille + 999) // 1000
    return pl.min_horizontal(part, pl.col(base))


def consent() -> list[list[pl.Expr]]:
    """Give consultation, consent and scheme votes; about one in thirty lies on the bound.

    Band 0: exactly 2/3 of those consulted; 1: exactly 75 %; 2: one household below 2/3; 3: one
    below 75 %. The others are well above, or well below where the region is poor.
    """
    few = (
        pl.when(likely("asked enough", 700, 998))
        .then(between("asked", 820, 1000))
        .otherwise(between("asked few", 400, 660))
    )
    agreed = (
        pl.when(likely("agreed enough", 700, 998))
        .then(between("agreed", 800, 1000))
        .otherwise(between("agreed few", 450, 660))
    )
    voted = (
        pl.when(likely("voted enough", 700, 998))
        .then(between("votes", 805, 990))
        .otherwise(between("votes few", 420, 660))
    )
    exact = pl.col("_band") < 4
    consulted = share("households", few)
    rounded = (consulted // EXACT).clip(lower_bound=1) * EXACT
    thirds, quarters = pl.col("_consulted") * 2 // 3, pl.col("_consulted") * 3 // 4
    band = pl.col("_band")
    return [
        [draw("consent band", 130).alias("_band")],
        [pl.when(exact).then(rounded).otherwise(consulted).alias("_consulted")],
        [pl.when(band == 0).then(thirds).when(band == 1).then(quarters).when(band == 2).then(thirds - 1)
           .when(band == 3).then(quarters - 1).otherwise(share("_consulted", agreed)).alias("_consenting"),
         spotty(share("households", voted), "votes").alias("scheme_votes")],
        [spotty(pl.col("_consulted"), "consulted").alias("consulted_households"),
         spotty(pl.col("_consenting"), "consenting").alias("consenting_households")],
        [spotty(pl.col(name), name).alias(name) for name in ("consulted_on", "scheme_voted_on", "reserve_score")],
    ]  # fmt: skip


STAGES = (
    "took_part_scheme",
    "took_part_works",
    "took_part_oversight",
    "took_part_aftercare",
    "took_part_feedback",
)
UPKEEP = ("upkeep_collection", "upkeep_use", "upkeep_renewal")  # fmt: skip


def after_start() -> list[pl.Expr]:
    """Give after-care, participation, survey, organisations and what was built."""
    responses = share("households", between("responses", 560, 950))
    satisfied = (
        pl.when(likely("content", 700, 998))
        .then(between("satisfied", 830, 1000))
        .otherwise(between("discontent", 550, 790))
    )
    return [
        spotty(pl.when(likely("managed", 740, 1000)).then(pick("mode", ("专业物业服务", "社区代管", "业主自管"))).otherwise(pl.lit("无")), "mode").alias("property_mode"),
        spotty(between("fee", 3, 15) * 100_000, "fee").alias("property_fee"),
        (pl.col("started_on") - pl.when(likely("confirmed", 700, 998)).then(between("confirmed", 3, 40)).otherwise(-15)).alias("aftercare_confirmed_on"),
        spotty(pick("form", ("书面", "线上")), "form").alias("vote_form"),
        *(spotty(likely(name, 700, 1000), name).alias(name) for name in (*STAGES, *UPKEEP)),
        pl.when(chance("poor work", 8)).then(pl.lit("不合格")).otherwise(pl.lit("合格")).alias("acceptance"),
        responses.alias("survey_responses"),
        (responses * satisfied // 1000).alias("survey_satisfied"),
        _founded("party"), _founded("committee"),
        spotty(likely("online", 350, 990), "online").alias("online_vote"),
        (draw("lifts", 12) // 10 * between("lift count", 1, 6)).alias("lifts"),
        between("parking", 0, 45).alias("parking_spaces"),
        between("chargers", 0, 20).alias("chargers"),
        (draw("care", 8) // 7).alias("care_facilities"),
    ]  # fmt: skip


def _founded(body: str) -> pl.Expr:
    """Date a residents' body: by the start in good regions, 「无」 or blank in others."""
    column = {"party": "party_branch_on", "committee": "owners_committee_on"}[body]
    founded = pl.col("planned_on") - between(f"{body} on", 0, 400)
    none = pl.lit(2_932_896, pl.Int64)  # 9999-12-31
    return spotty(pl.when(likely(body, 520, 1000)).then(founded).otherwise(none), body).alias(
        column
    )
