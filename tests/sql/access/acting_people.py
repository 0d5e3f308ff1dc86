"""People who act in tests: an account with one role for one division, by the province of the meetings."""

from metrics.access.roles import Role
from tests.acting_as import somebody

PROVINCE, CITY, COUNTY, OTHER = "620000", "620100", "620102", "620200"


CHIEF = somebody(Role.CHIEF, PROVINCE, account=1)
CITY_OFFICER = somebody(Role.CITY, CITY, account=2)
COUNTY_OFFICER = somebody(Role.COUNTY, COUNTY, account=3)
NEIGHBOUR = somebody(Role.CITY, OTHER, account=4)
AUDITOR = somebody(Role.AUDITOR, PROVINCE, account=5)
ADMINISTRATOR = somebody(Role.ADMINISTRATOR, PROVINCE, account=6)
