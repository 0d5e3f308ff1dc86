"""A page as a visitor without a browser reads it, by the protocol that pages speak themselves."""

import time

from websockets.exceptions import InvalidStatus

from tests.dashboard.web.visitor import visiting

AGAIN = 5.0
"""A browser whose connection is refused by nginx tries again by itself; for so many seconds here too."""


def read(host: str, token: str, page: str) -> str:
    """Open a page once and return every word that came."""
    end = time.monotonic() + AGAIN
    while True:
        try:
            with visiting(host, token) as one:
                return one.open(page).text()
        except InvalidStatus as refused:
            if refused.response.status_code != 502 or time.monotonic() > end:
                raise
            time.sleep(0.2)
