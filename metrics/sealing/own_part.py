"""The part of the records that the evaluation of a place rests on: a seal keeps nobody else's."""

from dataclasses import replace

import polars as pl

from metrics.access.scoped import Reach, scoped
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.regions import lineage, within
from metrics.records.schema import NONE_TEXT


def own_part(frames: Frames, place: str) -> Frames:
    """Return the records of a place and of all below it, with the divisions (区划) above it.

    The evaluation of the place is the same from these: a community (社区) that reaches across its border, as
    B03.1 judges it, brings its survey and its compounds along. Frames that hold no other division's records
    are returned as they are.
    """
    inside = within(frames.regions, place)["region"].to_list()
    if set(frames.regions["region"]) <= _upwards(frames, {*inside, place}):
        return frames
    own = scoped(frames, Reach(tuple(inside)))
    tables = dict(own.tables) | _across(frames, own, inside)
    owners = {*inside, place, *tables["projects"]["region"], *tables["communities"]["region"]}
    kept = pl.col("region").is_in(sorted(_upwards(frames, owners - {None})))
    below = pl.col("region").is_in(inside)
    tables["regions"] = frames.regions.filter(kept)
    tables["returns"] = tables["returns"].filter(below)
    # A division without a target of its own has that of the nearest above.
    above = pl.col("region").is_in(sorted(_upwards(frames, {*inside, place})))
    given = Given(frames.given.targets.filter(above), frames.given.hand_scores.filter(below))
    return replace(own, tables=tables, given=given)


def _across(frames: Frames, own: Frames, inside: list[str]) -> dict[str, pl.DataFrame]:
    """Return compounds, projects and surveys: a place's own, and those of the communities that these name."""
    named = (own.tables[name]["community"] for name in ("compounds", "communities"))
    codes = pl.concat(named).drop_nulls().unique()
    shared = pl.col("community").is_in(codes.filter(codes != NONE_TEXT).implode())
    projects = own.tables["projects"]["project"].implode()
    tables, below = frames.tables, pl.col("region").is_in(inside)
    found = tables["compounds"].filter(pl.col("project").is_in(projects) | shared)
    owning = pl.col("project").is_in(found["project"].implode())
    return {
        "compounds": found,
        "projects": tables["projects"].filter(below | owning),
        "communities": tables["communities"].filter(below | shared),
    }


def _upwards(frames: Frames, divisions: set[str]) -> set[str]:
    """Return divisions with all that stand above them."""
    lines = lineage(frames.regions).filter(pl.col("region").is_in(sorted(divisions)))
    return set(lines["ancestor"])
