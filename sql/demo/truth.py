"""Everything that truly happens in the invented province, before anyone reports it."""

from dataclasses import dataclass

import polars as pl

from sql.demo import children, compounds, governance, incidents, places, projects
from sql.demo.trouble import breached


@dataclass(frozen=True)
class Truth:
    """Frames with the columns of the dictionary, hidden ones (`_…`), and the reporting `unit`."""

    divisions: pl.DataFrame
    compounds: pl.DataFrame
    projects: pl.DataFrame
    funds: pl.DataFrame
    contents: pl.DataFrame
    facilities: pl.DataFrame
    communities: pl.DataFrame
    instruments: pl.DataFrame
    capacities: pl.DataFrame
    events: pl.DataFrame
    issues: pl.DataFrame
    tasks: pl.DataFrame


def invent(*, compounds_wanted: int, provinces: int = 1) -> Truth:
    """Invent a province, or a nation of several, with exactly so many compound rows."""
    divisions = places.regions(provinces)
    owners = places.owners(divisions)
    rows = compounds.happened(compounds.rows(owners, compounds=compounds_wanted))
    rows = breached(rows).with_columns(community=children.community_code())
    once = rows.unique("compound", keep="first", maintain_order=True)
    listed = projects.projects(rows)
    return Truth(
        divisions=divisions,
        compounds=rows,
        projects=listed,
        funds=projects.funds(listed),
        contents=children.contents(once),
        facilities=children.facilities(once),
        communities=children.communities(rows),
        instruments=governance.instruments(divisions),
        capacities=governance.capacities(owners, listed, rows),
        events=incidents.events(owners, listed),
        issues=incidents.issues(owners, listed),
        tasks=governance.tasks(divisions),
    )
