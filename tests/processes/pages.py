"""A page as a visitor without a browser reads it, by the protocol that pages speak themselves."""

from tests.dashboard.web.visitor import visiting


def read(host: str, token: str, page: str) -> str:
    """Open a page once and return every word that came."""
    with visiting(host, token) as one:
        return one.open(page).text()
