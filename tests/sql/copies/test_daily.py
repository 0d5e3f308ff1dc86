"""The daily copy: one a day, the newest ten, and nothing else in the folder is touched."""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from metrics.errors import UnknownChoice
from sql.archive.file import BackupNotWritten, opened
from sql.copies import daily, keeping
from sql.copies.daily import due, keep_daily
from sql.database import beijing, migrate
from tests.sql.copies.contents import content


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the copies, by setting."""
    made = tmp_path / "copies"
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(made))
    return made


class Clock(datetime):
    """A clock that the test sets."""

    at = datetime(2026, 11, 29, 15, 30, tzinfo=UTC)

    @classmethod
    def now(cls, _tz: object = None) -> datetime:
        return cls.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(beijing, "datetime", Clock)
    monkeypatch.setattr(Clock, "at", Clock.at)
    return Clock


def named(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_there_is_one_a_day_of_beijing(full: str, folder: Path, clock: type[Clock]):
    url = make_url(full)
    assert keep_daily(url) == folder / "daily-20261129.dudao"
    assert keep_daily(url) is None
    clock.at = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)  # midnight in Beijing
    assert due(url)
    assert keep_daily(url) == folder / "daily-20261130.dudao"
    with opened(folder / "daily-20261130.dudao", revisions=migrate.revisions()) as archive:
        assert archive.manifest.sha256 == content(full).sha256


def test_the_newest_are_kept_and_only_ours_are_dropped(
    full_sqlite: str, folder: Path, clock: type[Clock], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DUDAO_COPIES", "3")
    others = ["before-upgrade-20200101-000000-0002.dudao", "daily-20200101.dudao.bak",
              "daily-2020.dudao", "年终.dudao"]  # fmt: skip
    folder.mkdir()
    for name in others:
        (folder / name).touch()
    for day in range(1, 7):
        clock.at = datetime(2026, 11, day, tzinfo=UTC)
        keep_daily(make_url(full_sqlite))
    ours = [name for name in named(folder) if name not in others]
    assert ours == ["daily-20261104.dudao", "daily-20261105.dudao", "daily-20261106.dudao"]
    assert set(others) < set(named(folder))


def test_a_copy_that_fails_drops_no_older_one(
    full_sqlite: str, folder: Path, clock: type[Clock], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DUDAO_COPIES", "1")
    keep_daily(make_url(full_sqlite))
    clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    (folder / "daily-20261201.dudao.part").touch()  # another process is writing
    with pytest.raises(BackupNotWritten):
        keep_daily(make_url(full_sqlite))
    assert "daily-20261129.dudao" in named(folder)


def test_an_empty_database_pushes_no_copy_out(database: str, folder: Path):
    assert keep_daily(make_url(database)) is None
    assert not folder.exists()


def test_zero_switches_it_off(full_sqlite: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DUDAO_COPIES", "0")
    assert not due(make_url(full_sqlite))
    assert keep_daily(make_url(full_sqlite)) is None


@pytest.mark.parametrize("setting", ["十", "-1", "1001", "1.5"])
def test_a_setting_that_is_no_number_is_told(
    full_sqlite: str, setting: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DUDAO_COPIES", setting)
    with pytest.raises(UnknownChoice, match="DUDAO_COPIES应为0至1000之间的整数"):
        due(make_url(full_sqlite))


def test_the_server_has_it_made_by_a_process_of_its_own(
    full_sqlite: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")  # a Chinese Windows
    with caplog.at_level(logging.INFO):
        keeping.look()
    assert "每日备份：已备份到：" in caplog.text
    [name] = named(folder)
    assert daily.OURS.fullmatch(name)
    keeping.look()
    assert named(folder) == [name]


def test_what_goes_wrong_is_logged_and_the_server_goes_on(
    full_sqlite: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    looked, twice = [], threading.Event()

    def broken(_url: object) -> bool:
        looked.append(1)
        if len(looked) > 1:
            twice.set()
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(keeping, "due", broken)
    with caplog.at_level(logging.WARNING):
        ended = keeping.start(first=0.01, every=0.01)
        assert twice.wait(30)
        ended.set()
    assert "每日备份出错" in caplog.text
    folder.write_text("这里是一个文件", encoding="utf-8")
    monkeypatch.undo()
    monkeypatch.setenv("DATABASE_URL", full_sqlite)
    monkeypatch.setenv("DUDAO_COPIES_FOLDER", str(folder))
    caplog.clear()
    keeping.look()
    assert "备份未能写入" in caplog.text
