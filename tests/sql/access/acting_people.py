"""People who act in tests: an account with one role for one division, by the province of the meetings."""

from metrics.access.actor import Actor, Grant
from metrics.access.roles import NAMES, Role

PROVINCE, CITY, COUNTY, OTHER = "620000", "620100", "620102", "620200"


def person(role: Role, region: str, *, printed: str = "") -> Actor:
    """Return an account that holds a role for a division."""
    shown = f"{region}{NAMES[role]}"
    grants = (Grant(role, region),)
    return Actor(account=7, name=shown, shown=shown, grants=grants, printed=printed)


CHIEF = person(Role.CHIEF, PROVINCE)
CITY_OFFICER = person(Role.CITY, CITY)
COUNTY_OFFICER = person(Role.COUNTY, COUNTY)
NEIGHBOUR = person(Role.CITY, OTHER)
AUDITOR = person(Role.AUDITOR, PROVINCE)
ADMINISTRATOR = person(Role.ADMINISTRATOR, PROVINCE)
