"""Everything into one file and out of it, from either database into either, and on from there."""

import json
import threading
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import make_url, text

from sql.__main__ import main
from sql.archive import file
from sql.copies.checking import sound
from sql.copies.taking import back_up
from sql.database import migrate
from sql.models import OFFICE
from tests.databases import by_hand
from tests.sql.copies.contents import content, elsewhere
from tests.sql.dispatch.test_orders import issue
from tests.sql.reported.test_submissions import JUNE, names
from tests.sql.statement_rows import region, submit

FIRST, *BETWEEN, _NEWEST = migrate.revisions()
EARLIER = (FIRST, *BETWEEN[-2:])
"""The structures backups are upgraded from here; `tests.sql.database.test_migrations` goes down and up every step."""


def test_a_backup_restores_into_either_database_with_the_same_digest(
    full: str, empty: str, tmp_path: Path
):
    manifest = back_up(make_url(full), tmp_path / "a.dudao")
    assert all(manifest.rows(table.name) for table in OFFICE)
    with elsewhere(empty):
        assert main(["restore", str(tmp_path / "a.dudao")]) == 0
        assert rows(empty) == {each.name: each for each in manifest.tables if each.name != "log"}
        back_up(make_url(empty), tmp_path / "b.dudao")
    with ZipFile(tmp_path / "a.dudao") as one, ZipFile(tmp_path / "b.dudao") as other:
        for name in set(one.namelist()[:-1]) - {"tables/log.jsonl"}:
            assert one.read(name) == other.read(name)


def test_there_and_back_again(full_sqlite: str, empty_postgres: str, empty_sqlite: str):
    assert main(["copy", "--to", empty_postgres]) == 0
    with elsewhere(empty_postgres):
        assert main(["copy", "--to", empty_sqlite]) == 0
    assert rows(empty_postgres) == rows(empty_sqlite) == rows(full_sqlite)


def rows(url: str) -> dict[str, object]:
    """Return what a database says of each table but the log, which each move adds to."""
    return {entry.name: entry for entry in content(url).tables if entry.name != "log"}


def test_work_goes_on_where_it_was_moved_to(full: str, empty: str):
    assert main(["copy", "--to", empty]) == 0
    number = submit(JUNE, region("a", "甲"), unit="620103").submission
    order = issue("P2 开工")
    with elsewhere(empty):
        assert submit(JUNE, region("a", "甲"), unit="620103").submission == number
        assert issue("P2 开工") == order
        assert names(JUNE)["a"] == "甲"
        assert sound(make_url(empty)).rows("submissions") == number


def test_a_number_once_given_is_not_given_again(full: str, empty: str):
    gone = submit(JUNE, region("a", "甲"), unit="620103").submission
    with by_hand() as session:
        session.execute(text("DELETE FROM reported_regions WHERE submission = :n"), {"n": gone})
        session.execute(text("DELETE FROM submissions WHERE id = :n"), {"n": gone})
    assert main(["copy", "--to", empty]) == 0
    with elsewhere(empty):
        assert submit(JUNE, region("a", "甲"), unit="620103").submission == gone + 1


def test_a_backup_made_while_workbooks_are_accepted_is_of_one_moment(database: str, tmp_path: Path):
    ended = threading.Event()

    def accept_many() -> None:
        for number in range(200):
            if ended.is_set():
                return
            submit(JUNE + timedelta(number), region("a", f"甲{number}"), region("b", f"乙{number}"))

    submit(date(2023, 1, 1), region("a", "甲"), region("b", "乙"))
    writer = threading.Thread(target=accept_many)
    writer.start()
    taken = [back_up(make_url(database), tmp_path / f"{n}.dudao") for n in range(5)]
    ended.set()
    writer.join()
    for manifest in taken:
        assert manifest.rows("reported_regions") == 2 * manifest.rows("submissions")


def test_the_file_can_be_read_without_the_programme(full: str, tmp_path: Path):
    back_up(make_url(full), tmp_path / "a.dudao")
    with ZipFile(tmp_path / "a.dudao") as package:
        manifest = json.loads(package.read("manifest.json"))
        entry = next(e for e in manifest["tables"] if e["name"] == "orders")
        lines = package.read("tables/orders.jsonl")
    heading, *rows = map(json.loads, lines.splitlines())
    order = dict(zip(heading, rows[0], strict=True))
    assert sha256(lines).hexdigest() == entry["sha256"]
    assert (order["number"], order["issued_on"], order["meeting"]) == (1, "2024-07-05", None)
    assert manifest["data_dates"] == ["2023-06-30", "2023-06-30"]
    assert manifest["newest"]["unit"] == "620000"


@pytest.mark.parametrize("revision", EARLIER)
def test_each_earlier_structure_is_upgraded_and_keeps_what_it_held(full: str, revision: str):
    before = content(full)
    migrate.downgrade(revision)
    held = {entry.name: entry for entry in content(full).tables}
    assert "submissions" in held
    assert migrate.upgrade().revision == migrate.newest()
    after = content(full)
    for entry in after.tables:
        assert entry.rows == (held[entry.name].rows if entry.name in held else 0)
        if entry.name in held and entry.columns == held[entry.name].columns:
            assert entry.sha256 == held[entry.name].sha256
    assert names(JUNE) == {"620000": "甘省", "620100": "兰市", "620102": "城关区", "620200": "嘉市"}
    assert before.rows("submissions") == sound(make_url(full)).rows("submissions")


@pytest.mark.parametrize("revision", EARLIER)
def test_a_backup_of_an_earlier_structure_is_upgraded_as_it_is_restored(
    full: str, request: pytest.FixtureRequest, revision: str, tmp_path: Path
):
    other = "postgres" if full.startswith("sqlite") else "sqlite"
    empty = request.getfixturevalue(f"empty_{other}")
    migrate.downgrade(revision)
    old = back_up(make_url(full), tmp_path / "old.dudao")
    assert old.revision == revision
    with elsewhere(empty):
        assert main(["restore", str(tmp_path / "old.dudao")]) == 0
        assert sound(make_url(empty)).revision == migrate.newest()
        assert names(JUNE)["620102"] == "城关区"
    migrate.upgrade()
    assert rows(empty) == rows(full)


def test_upgrading_keeps_what_was_there_in_a_file_of_its_own(
    full: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(tmp_path / "copies"))
    migrate.downgrade("0001")
    held = content(full)
    kept = migrate.upgrade().kept
    assert kept and kept.name.startswith("before-upgrade-") and kept.name.endswith("-0001.dudao")
    with file.opened(kept, revisions=migrate.revisions()) as archive:
        assert archive.manifest.sha256 == held.sha256
