"""The day that forms and lists take for today."""

import sys
import time

import pytest

from dashboard import office
from sql.database import beijing


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
@pytest.mark.parametrize("zone", ["UTC+12", "UTC-14"])
def test_today_is_beijings_whatever_the_clock_of_the_server_says(
    zone: str, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        told = office.today()
    time.tzset()
    assert told == beijing.today()
