"""A backup file that is not what it should be is refused in a sentence; one that is there is not replaced."""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import make_url

from sql.archive import file, rows
from sql.archive.file import BackupNotWritten, BackupRefused, opened
from sql.database import migrate
from sql.database.snapshot import snapshot
from tests.sql.reported.test_submissions import JUNE
from tests.sql.statement_rows import region, submit


@pytest.fixture
def backup(sqlite_database: str, tmp_path: Path) -> Path:
    """Give a backup of a small database."""
    submit(JUNE, *(region(f"r{n}", f"甲{n}") for n in range(50)))
    path = tmp_path / "a.dudao"
    written(path, sqlite_database)
    return path


def written(path: Path, url: str) -> None:
    with snapshot(make_url(url)) as connection:
        file.write(path, connection)


def refused(path: Path) -> str:
    with pytest.raises(BackupRefused) as caught, opened(path, revisions=migrate.revisions()):
        pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write a backup again with other entries, as somebody with a ZIP programme may; null leaves one out."""
    with ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, content in entries.items():
            if (changed := change(name, content)) is not None:
                kind = ZIP_DEFLATED if name != "mimetype" else None
                package.writestr(name, changed, kind)
    return path


def with_manifest(path: Path, **values: object) -> Path:
    def change(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        return json.dumps({**json.loads(content), **values}).encode()

    return rewritten(path, change)


def test_a_whole_one_is_read(backup: Path):
    with opened(backup, revisions=migrate.revisions()) as archive:
        assert archive.manifest.rows("reported_regions") == 50


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", "督导一张表".encode(), b"PK\x03\x04" + bytes(200), b"SQLite format 3\0"],
    ids=["empty", "two letters", "text", "start of a zip", "SQLite"],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "a.dudao").write_bytes(content)
    assert "不是本系统的备份文件" in refused(tmp_path / "a.dudao")


def test_another_zip_is_of_another_kind(tmp_path: Path):
    with ZipFile(tmp_path / "a.dudao", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    assert "不是本系统的备份文件" in refused(tmp_path / "a.dudao")


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path):
    assert "无法读取" in refused(tmp_path / "没有.dudao")
    assert "无法读取" in refused(tmp_path)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_one_cut_short_is_damaged(backup: Path, share: float):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: max(100, int(len(whole) * share))])
    assert "已损坏或不完整" in refused(backup)


def test_a_byte_changed_anywhere_is_found_or_changes_nothing(backup: Path):
    whole = backup.read_bytes()
    with opened(backup, revisions=migrate.revisions()) as archive:
        digest = archive.manifest.sha256
    for at in range(0, len(whole), len(whole) // 150):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            with opened(backup, revisions=migrate.revisions()) as archive:
                assert archive.manifest.sha256 == digest
        except BackupRefused:
            pass


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tables/reported_regions.jsonl", "甲7".encode(), "乙7".encode()),
        ("tables/reported_regions.jsonl", b'"r9"', b'"r7"'),
        ("tables/submissions.jsonl", b'"620102"', b'"620103"'),
    ],
    ids=["name", "key", "unit"],
)
def test_a_changed_value_is_found(backup: Path, name: str, old: bytes, new: bytes):
    def change(entry: str, content: bytes) -> bytes:
        return content.replace(old, new) if entry == name else content

    assert "已损坏或不完整" in refused(rewritten(backup, change))


def test_a_table_left_out_and_one_added_are_found(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    left_out = rewritten(backup, lambda n, c: None if n == "tables/cases.jsonl" else c)
    assert "已损坏或不完整" in refused(left_out)
    backup.write_bytes(whole)
    with ZipFile(backup, "a") as package:
        package.writestr("tables/more.jsonl", "[]\n")
    assert "已损坏或不完整" in refused(backup)


@pytest.mark.parametrize(
    "values",
    [
        {"format": 2},
        {"revision": "9999"},
        {"parts": ["database", "files"]},
        {"format": 2, "tables": "另一种写法", "accounts": 3},
    ],
)
def test_one_of_a_newer_version_is_told(backup: Path, values: dict[str, object]):
    told = refused(with_manifest(backup, programme="9.0.0", **values))
    assert "更新的版本（9.0.0）" in told and "请先升级程序" in told


@pytest.mark.parametrize(
    "values",
    [{"revision": "0001"}, {"tables": []}, {"sha256": "0" * 64}, {"newest": 1}, {"more": 1}],
)
def test_a_manifest_that_does_not_fit_is_damage(backup: Path, values: dict[str, object]):
    assert "已损坏或不完整" in refused(with_manifest(backup, **values))


def test_a_file_that_is_there_is_not_replaced(backup: Path, sqlite_database: str):
    before = backup.read_bytes()
    with pytest.raises(BackupNotWritten, match="已存在，没有覆盖"):
        written(backup, sqlite_database)
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob("*.part"))


def test_a_full_disk_leaves_no_part_of_a_file(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupNotWritten, match="磁盘空间"):
        written(tmp_path / "a.dudao", sqlite_database)
    assert not list(tmp_path.glob("a.dudao*"))


def test_two_at_once_do_not_write_into_one_another(sqlite_database: str, tmp_path: Path):
    part = tmp_path / "a.dudao.part"
    part.touch()
    with pytest.raises(BackupNotWritten, match="另一个备份正在写入"):
        written(tmp_path / "a.dudao", sqlite_database)
    assert part.exists()


def test_what_a_killed_process_left_behind_is_swept(sqlite_database: str, tmp_path: Path):
    left, others = tmp_path / "before-restore.dudao.part", tmp_path / "报送.xlsx.part"
    long_ago = time.time() - file.LEFT_BEHIND.total_seconds() - 60
    for part in (left, others, tmp_path / "a.dudao.part"):
        part.touch()
        os.utime(part, (long_ago, long_ago))
    written(tmp_path / "a.dudao", sqlite_database)
    assert not left.exists() and others.exists()


def test_rows_come_in_slices(backup: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "SLICE", 20)
    with opened(backup, revisions=migrate.revisions()) as archive:
        entry = next(e for e in archive.manifest.tables if e.name == "reported_regions")
        shape = file.Shape(entry.name, entry.columns, ())
        parts: Iterator[list[file.Row]] = archive.slices(shape)
        assert [len(part) for part in parts] == [20, 20, 10]
