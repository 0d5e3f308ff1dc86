"""Which divisions there are, and which stands above each (上级), by 区划 of today."""

from datetime import date

from sqlalchemy.orm import Session

from sql.reported.history import division_names, divisions


def superiors(session: Session) -> dict[str, str]:
    """Return the division above each that has one; a division that was moved has its newest."""
    lines = divisions(session, as_of=date.max).sort("since", "region", maintain_order=True)
    newest = lines.unique("region", keep="last", maintain_order=True).drop_nulls("parent")
    return dict(newest.select("region", "parent").iter_rows())


def places(session: Session) -> dict[str, str]:
    """Return the name of every division of today, by code: what ended is scored no more."""
    names = division_names(session)
    standing = divisions(session, as_of=date.max)["region"].unique()
    return {code: names[code] for code in standing.sort()}
