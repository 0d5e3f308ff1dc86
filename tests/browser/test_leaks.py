"""No byte that a visitor receives names a record or a person of divisions that are not his.

Every page is opened as each role, with every address that leads to a record of others, and everything
that a page hands over is taken and unpacked. Who may see all is sent those very words: the search finds.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Set
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest

from dashboard.components.pages import SECTIONS
from dashboard.data import store
from metrics.access.roles import Role
from metrics.access.scoped import EVERYTHING, Reach
from tests import tokens
from tests.browser import secrets_of
from tests.browser.conftest import DATABASES, served
from tests.browser.secrets_of import Book, secrets
from tests.browser.visitor import Visitor, visiting
from tests.dashboard.small_province import CITY, COUNTY, DAYS, PROVINCE, SMALL
from tests.databases import used

NEIGHBOUR = "990200"
PAGES = tuple(entry.name for listed in SECTIONS.values() for entry in listed)
HANDED = ("下载", "生成文件", "生成督办单", "生成提醒函")
"""What the buttons say that hand something over; those of a form are none."""


class Place(NamedTuple):
    """A server to look at: its address, what is in its book, and the records of the neighbours."""

    address: str
    book: Book
    project: str
    compound: str
    issue: str
    submission: int


@pytest.fixture(scope="module")
def place(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with (
        served(small_province, tmp_path_factory.mktemp("leaks")) as address,
        used(DATABASES[address]),
    ):
        book, whole = secrets_of.keep(), store.frames(DAYS[1], 2024)
        own = whole.projects_of_year.filter(region=COUNTY)["project"][0]
        yield Place(
            address, book, own,
            whole.tables["compounds"].filter(project=own)["compound"][0],
            next(iter(whole.tables["issues"].filter(region=COUNTY)["issue"]), "WT1"),
            next(each.id for each in store.submissions() if each.unit == COUNTY),
        )  # fmt: skip


def addresses(at: Place) -> list[tuple[str, str]]:
    """Return pages and addresses, those of the pages as they open and those that name others' records."""
    whole, other = f"place={PROVINCE}&as_of={DAYS[1]}", f"place={COUNTY}&as_of={DAYS[1]}"
    orders, promises = at.book.orders[COUNTY], at.book.promises[COUNTY]
    named = [
        ("supervision", f"{whole}&light=红&order=light"),
        ("supervision", f"{whole}&q={at.project}"),
        ("supervision", f"{whole}&city={CITY}&county={COUNTY}"),
        ("project", f"{whole}&project={at.project}"),
        ("ledger", f"{whole}&state=all&issue={at.issue}&promises=all&promise={promises}"),
        ("tasks", f"{whole}&list={COUNTY}"),
        *(("changes", f"{whole}&part={part}") for part in ("moves", "lights", "corrections")),
        *(("changes", f"{whole}&region={COUNTY}&kind={kind}") for kind in ("started", "completed")),
        ("orders", f"{whole}&state=all&on=2024-12-31"),
        ("orders", f"{whole}&order={orders}"),
        ("meeting", f"meeting={at.book.meeting}"),
        ("meeting", f"{whole}&meeting={at.book.meeting}&slide=99"),
        ("meeting", f"meeting={'9' * 400}"),
        ("calendar", f"{whole}&month=2024-10&day=2024-10-08"),
        ("indicators", f"{whole}&region={COUNTY}&item=A07"),
        ("indicators", f"{whole}&region={PROVINCE}&item=A09&verdict=unmet"),
        ("indicators", f"{whole}&region={COUNTY}&item=A07&record={at.compound}"),
        ("indicators", f"{whole}&region={COUNTY}&item=B05&record={at.project}"),
        ("ranking", f"{whole}&level=county"),
        *(("place", f"{whole}&region={region}") for region in (COUNTY, CITY)),
        *(("reporting", f"{whole}&part={part}") for part in ("standing", "remind", "contacts")),
        ("reporting", f"{whole}&part=remind&by=unit&unit={COUNTY}"),
        ("reporting", f"{whole}&part=contacts&pick=1"),
        *(("submissions", f"view={view}") for view in ("workbook", "sent")),
        ("submissions", f"view=sent&submission={at.submission}"),
        ("submissions", f"view=typing&unit={COUNTY}&due={DAYS[1]}"),
        ("submissions", f"view=workbook&whose={COUNTY}"),
        ("reconciliation", f"{whole}&result=all"),
        ("reconciliation", f"{whole}&result=all&pick={COUNTY}:2024:started_compounds"),
        ("cases", "sought=小区"),
    ]  # fmt: skip
    opened = [(page, query) for page in PAGES for query in (whole, other)]
    return [*((page, "") for page in PAGES), *opened, *named]


@cache
def forbidden(own: Reach) -> frozenset[str]:
    return frozenset(secrets(own))


def unpacked(file: bytes) -> bytes:
    """Return what a file says: a workbook unzipped, a PDF as text."""
    if file[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(file)) as parts:
            return b"".join(unpacked(parts.read(name)) for name in parts.namelist())
    if file[:4] == b"%PDF":
        program = shutil.which("pdftotext")
        assert program, "pdftotext (poppler-utils) is not installed"
        told = subprocess.run([program, "-", "-"], input=file, capture_output=True, check=True)
        return told.stdout
    return file


def received(visitor: Visitor, page: str, query: str, *, taking: bool) -> bytes:
    """Open a page and take all that it hands over; return every byte that came."""
    came = [visitor.open("" if page == "overview" else page, query).came]
    for button in visitor.buttons() if taking else ():
        if button.label.startswith(HANDED):
            answer = visitor.click(button)
            came += [answer, unpacked(visitor.taken(answer) or b"")]
    return b"".join(came)


def found(words: Set[str], came: bytes, asked: str) -> set[str]:
    """Return the words that came; what the visitor himself asked for is no news to him."""
    return {word for word in words if word.encode() in came and word not in asked}


def looked_at(
    at: Place, role: Role, region: str, own: Reach, *, taking: bool
) -> dict[str, set[str]]:
    with used(DATABASES[at.address]):
        words = forbidden(own)
        token = tokens.token(DATABASES[at.address], (role, region, None))
    leaks: dict[str, set[str]] = {}
    for page, query in addresses(at):
        with visiting(at.address, token) as visitor:
            came = received(visitor, page, query, taking=taking)
        if told := found(words, came, query):
            leaks[f"{page}?{query}"] = told
    return leaks


@pytest.mark.parametrize(
    ("role", "region", "own", "taking"),
    [
        (Role.COUNTY, SMALL, Reach((SMALL,)), True),
        (Role.CITY, NEIGHBOUR, Reach((NEIGHBOUR,)), False),
        (Role.ADMINISTRATOR, PROVINCE, Reach(()), False),
    ],
)
def test_nothing_that_comes_names_records_or_persons_of_others(
    place: Place, role: Role, region: str, own: Reach, taking: bool
):
    assert looked_at(place, role, region, own, taking=taking) == {}


def test_who_may_see_all_is_sent_the_words_that_are_searched_for(place: Place):
    with used(DATABASES[place.address]):
        words = forbidden(Reach((SMALL,)))
        token = tokens.token(DATABASES[place.address], (Role.AUDITOR, PROVINCE, None))
    assert len(words) > 100
    assert not forbidden(EVERYTHING)
    asked = f"place={PROVINCE}&as_of={DAYS[1]}"
    with visiting(place.address, token) as visitor:
        for page in ("supervision", "ledger", "orders", "calendar", "submissions", "reporting"):
            came = received(visitor, page, asked, taking=page in ("orders", "ledger"))
            if page not in ("submissions", "calendar"):
                assert found(words, came, asked), page
