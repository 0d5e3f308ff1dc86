"""People who act in tests: an account with one role for one division, by the province of the meetings."""

from metrics.access.roles import Role
from tests.acting_as import somebody

PROVINCE, CITY, COUNTY, OTHER = "620000", "620100", "620102", "620200"


CHIEF = somebody(Role.CHIEF, PROVINCE)
CITY_OFFICER = somebody(Role.CITY, CITY)
COUNTY_OFFICER = somebody(Role.COUNTY, COUNTY)
NEIGHBOUR = somebody(Role.CITY, OTHER)
AUDITOR = somebody(Role.AUDITOR, PROVINCE)
ADMINISTRATOR = somebody(Role.ADMINISTRATOR, PROVINCE)
