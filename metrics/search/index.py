"""One index of all that can be found in the records of a data date, and what is found in it."""

from collections.abc import Collection
from typing import NamedTuple

import polars as pl

from metrics.access.scoped import Reach
from metrics.records.frames import Frames
from metrics.search.initials import Letters, is_enough, letters_of, pattern, plain

PLACE, PROJECT, COMPOUND, ISSUE, PERSON = KINDS = (
    "单位",
    "项目",
    "小区",
    "问题",
    "责任单位和责任人",
)
ROLES = {
    "implementer": "实施主体", "project_owner": "项目责任人", "supervision_owner": "监管责任人",
    "builder": "建设单位", "designer": "设计单位", "contractor": "施工单位", "supervisor": "监理单位",
}  # fmt: skip
KIND = pl.Enum(KINDS)
ROW = {
    "kind": KIND, "key": pl.String, "name": pl.String, "detail": pl.String,
    "region": pl.String, "opens": pl.String, "text": pl.String, "code": pl.String,
}  # fmt: skip
EXACT, BEGINS, HOLDS = range(3)
"""How well a row fits: all of it, from its beginning, or somewhere in it."""


class Index(NamedTuple):
    """What can be found (ROW): `opens` is the project of a compound, of the others the key itself.

    `text` and `code` are sought in. `people` are names with region, role and projects of each. A row of
    nobody's region belongs to who sees everything.
    """

    rows: pl.DataFrame
    people: pl.DataFrame
    letters: Letters

    def of(self, reach: Reach) -> "Index":
        """Return what may be found by who has a reach: divisions always, records of his own."""
        own = self.rows.filter((pl.col("kind") == PLACE) | _seen(reach))
        named = _people(reach.of(self.people))
        return Index(pl.concat([own, named]), self.people.clear(), self.letters)


class Group(NamedTuple):
    """What was found of one kind: how many there are, and the first of them (ROW), best first."""

    kind: str
    total: int
    rows: pl.DataFrame


def index(frames: Frames) -> Index:
    """Gather divisions, projects, compounds, issues and who answers for them."""
    sheets = frames.tables
    names = frames.regions.select("region", place="name")
    homes = sheets["projects"].select("project", "region")
    parts = [
        _shaped(_places(frames), PLACE, key="region", name="name"),
        _shaped(sheets["projects"].join(names, on="region", how="left").with_columns(
            detail=pl.format("{}　{}年度计划", pl.col("place").fill_null(""), "plan_year")
        ), PROJECT, key="project", name="name"),
        _shaped(sheets["compounds"].join(homes, on="project", how="left")
                .join(names, on="region", how="left").with_columns(
            detail=pl.format("{}　项目{}", pl.col("place").fill_null(""), "project"), opens="project"
        ), COMPOUND, key="compound", name="name"),
        _shaped(sheets["issues"].join(names, on="region", how="left").with_columns(
            detail=pl.format("{}　{}", pl.col("place").fill_null(""), pl.col("source").cast(pl.String))
        ), ISSUE, key="issue", name="problem"),
    ]  # fmt: skip
    rows, people = pl.concat(parts), _answerable(frames)
    return Index(rows, people, letters_of(_characters(rows["text"], people["text"])))


def _places(frames: Frames) -> pl.DataFrame:
    above = frames.regions.select(parent="region", above="name")
    return frames.regions.join(above, on="parent", how="left").with_columns(
        detail=pl.col("above").fill_null("")
    )


def _shaped(rows: pl.DataFrame, kind: str, *, key: str, name: str) -> pl.DataFrame:
    opens = "opens" if "opens" in rows.columns else key
    return rows.select(
        kind=pl.lit(kind, KIND), key=pl.col(key), name=pl.col(name).fill_null(""),
        detail="detail", region="region", opens=opens, text=_plain(pl.col(name)),
        code=_plain(pl.col(key)),
    )  # fmt: skip


def _plain(text: pl.Expr) -> pl.Expr:
    return text.fill_null("").str.normalize("NFKC").str.strip_chars().str.to_lowercase()


def _answerable(frames: Frames) -> pl.DataFrame:
    """Return who answers for something: name, region, role, how many records, and the name `plain`."""
    projects, issues = frames.tables["projects"], frames.tables["issues"]
    named = [
        *(projects.select("region", name=column, role=pl.lit(role)) for column, role in ROLES.items()),
        issues.select("region", name="owner", role=pl.lit("整改责任人")),
    ]  # fmt: skip
    rows = pl.concat(named).drop_nulls("name").group_by("name", "region", "role")
    return (
        rows.agg(records=pl.len())
        .sort("name", "region", "role")
        .with_columns(text=_plain(pl.col("name")))
    )


def _people(people: pl.DataFrame) -> pl.DataFrame:
    """Make one row of each name, with what it is and of how much."""
    roles = people.group_by("name", "role").agg(pl.col("records").sum(), pl.col("text").first())
    told = (
        roles.sort("name", "role")
        .group_by("name", maintain_order=True)
        .agg(
            pl.format("{}{}项", "role", "records").str.join("、").alias("detail"),
            pl.col("text").first(),
        )
    )
    return told.select(
        kind=pl.lit(PERSON, KIND), key="name", name="name", detail="detail",
        region=pl.lit(None, pl.String), opens="name", text="text", code=pl.lit(""),
    )  # fmt: skip


def _seen(reach: Reach) -> pl.Expr:
    if reach.divisions is None:
        return pl.lit(value=True)
    return pl.col("region").is_in(reach.divisions).fill_null(value=False)


def _characters(*texts: pl.Series) -> set[str]:
    return {c for text in texts for c in text.unique().str.split("").explode().unique() if c}


def found(held: Index, typed: str, *, most: int, kinds: Collection[str] = KINDS) -> list[Group]:
    """Return what fits what was typed, by kind, best first; of words apart each has to fit somewhere.

    What begins with it comes before what only holds it, short names before long ones.
    """
    words = plain(typed).split()
    if not words or not all(map(is_enough, words)):
        return []
    rows = held.rows.filter(pl.col("kind").is_in(list(kinds))) if kinds != KINDS else held.rows
    for word in words:
        rows = rows.filter(_fits(word, held.letters, apart=len(words) > 1))
    ranked = rows.with_columns(rank=_rank(words[0], held.letters)).sort(
        "kind", "rank", pl.col("text").str.len_chars(), "name", "key"
    )
    return [
        Group(str(kind), own.height, own.head(most).drop("rank"))
        for (kind,), own in ranked.group_by("kind", maintain_order=True)
    ]


def _fits(word: str, letters: Letters, *, apart: bool) -> pl.Expr:
    fits = pl.col("text").str.contains(pattern(word, letters))
    if word.isascii():
        fits = fits | pl.col("code").str.contains(word, literal=True)
    return fits | pl.col("detail").str.contains(word, literal=True) if apart else fits


def _rank(word: str, letters: Letters) -> pl.Expr:
    written = pattern(word, letters)
    return (
        pl.when((pl.col("code") == word) | pl.col("text").str.contains(f"^{written}$"))
        .then(EXACT)
        .when(pl.col("code").str.starts_with(word) | pl.col("text").str.contains(f"^{written}"))
        .then(BEGINS)
        .otherwise(HOLDS)
    )
