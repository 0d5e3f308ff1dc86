"""What checks look at: the records of a data date, earlier ones, and what stands beside the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from metrics.checks.supplements import GROUNDS, SUPPLEMENTS
from metrics.records.frames import Frames


@dataclass(frozen=True)
class Material:
    """The records of one data date, with what a check may hold them against.

    `earlier` are the records of former data dates, by date, of the same plan year and under the codes of
    today (`recoded`); the last of them is the former data date. `redrawn` are divisions whose area is another
    since then. `supplements` are frames of what the ledger does not hold, by name (SUPPLEMENTS): one that is
    not there was never reported, and what needs it is not checked.
    """

    frames: Frames
    earlier: Mapping[date, Frames] = field(default_factory=dict)
    supplements: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    redrawn: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Type the supplements; KeyError for one that no check knows (a programming mistake)."""
        typed = {name: SUPPLEMENTS[name].shaped(rows) for name, rows in self.supplements.items()}
        object.__setattr__(self, "supplements", typed)

    @property
    def before(self) -> Frames | None:
        """The records of the former data date; null where there is none."""
        return self.earlier[max(self.earlier)] if self.earlier else None

    def at(self, day: date) -> Frames | None:
        """Return the newest earlier records on or before a day; null where there are none."""
        days = [each for each in self.earlier if each <= day]
        return self.earlier[max(days)] if days else None

    def holds(self, name: str) -> bool:
        """Say whether a supplement was reported at all."""
        return name in self.supplements

    def beside(self, name: str) -> pl.LazyFrame:
        """Return a supplement; without rows where nobody reported one."""
        given = self.supplements.get(name)
        return SUPPLEMENTS[name].empty().lazy() if given is None else given.lazy()

    def asked(self, rows: pl.LazyFrame, *kinds: str, by: tuple[str, ...] = ()) -> pl.LazyFrame:
        """Leave out the rows that a ground (正当理由) of one of the kinds covers on the data date.

        `rows` have a `region`. A ground with a record covers the rows that name it in a column of `by`, one
        without the whole region. A ground without a document covers nothing.
        """
        given = self.supplements.get(GROUNDS.name)
        if given is None:
            return rows
        day = self.frames.as_of
        held = given.filter(
            pl.col("kind").is_in(kinds),
            pl.col("document").fill_null("").str.strip_chars() != "",
            (pl.col("since") <= day).fill_null(value=True),
            (pl.col("until") >= day).fill_null(value=True),
        )
        whole = held.filter(pl.col("record").is_null())["region"].to_list()
        single = held["record"].drop_nulls().to_list()
        covered = [pl.col("region").is_in(whole), *(pl.col(each).is_in(single) for each in by)]
        return rows.filter(~pl.any_horizontal(each.fill_null(value=False) for each in covered))
