"""The one file of a backup (.dudao): a ZIP of tables as lines of JSON, and the manifest behind them.

It begins with a mark, so that a backup cut short is told from a file of another kind. It is written
aside and takes its name when it is whole; a file that is there is never replaced.
"""

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError
from sqlalchemy import Connection

from metrics.errors import UserError
from sql.archive.manifest import DATABASE_PART, FORMAT, Manifest, Sink, digest_of, taken
from sql.archive.rows import Row, at_once, heading
from sql.archive.shapes import Shape

SUFFIX = ".dudao"
MARK, MARK_NAME, MANIFEST = b"application/x-dudao-backup", "mimetype", "manifest.json"
LONGEST_LINE, LONGEST_MANIFEST = 64_000_000, 1_000_000
LEFT_BEHIND = timedelta(minutes=10)
"""A part that nobody has written to for so long belongs to a process that was killed."""
_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError)


class BackupNotWritten(UserError):
    """A backup cannot be written there: a full disk, no right, or a file of that name."""

    exit_code = 40


class BackupRefused(UserError):
    """A file that is no backup, or one that is damaged, cut short or of a newer version."""

    exit_code = 29


def write(path: Path, connection: Connection) -> Manifest:
    """Write all that the connection's transaction sees into a new file.

    Raises:
        BackupNotWritten: if there is such a file, or it cannot be written.
    """
    aside = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _claim(aside)
        try:
            with aside.open("r+b") as file:
                manifest = _packed(file, connection)
            if path.exists():
                raise BackupNotWritten(f"文件“{path}”已存在，没有覆盖，请换一个文件名。")
            aside.rename(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise BackupNotWritten(
            f"备份未能写入“{path}”，请检查文件夹、磁盘空间和写入权限；数据未作任何改动。"
        ) from error
    return manifest


def _claim(aside: Path) -> None:
    """Make a file that only this process writes to, and sweep what killed processes left beside it."""
    for part in aside.parent.glob(f"*{SUFFIX}.part"):
        with suppress(OSError):  # another process was first
            if _age(part) > LEFT_BEHIND:
                part.unlink()
    try:
        aside.touch(mode=0o600, exist_ok=False)  # it holds all that the database does
    except FileExistsError:
        raise BackupNotWritten(f"另一个备份正在写入“{aside}”，请稍后再试。") from None


def _age(path: Path) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _packed(file: IO[bytes], connection: Connection) -> Manifest:
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr(ZipInfo(MARK_NAME), MARK)  # stored as it is, at a place that is fixed

        def sink(table: str) -> AbstractContextManager[Sink]:
            entry = ZipInfo(_entry(table))
            entry.compress_type = ZIP_DEFLATED
            return package.open(entry, "w", force_zip64=True)

        manifest = taken(connection, sink)
        package.writestr(MANIFEST, manifest.model_dump_json(indent=1).encode(), ZIP_DEFLATED)
    file.flush()
    os.fsync(file.fileno())
    return manifest


def _entry(table: str) -> str:
    return f"tables/{table}.jsonl"


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        yield line


def _row(line: bytes, width: int) -> Row:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != width:
        raise ValueError("not a row of the table")
    return tuple(values)


class Archive:
    """An open backup: what it says of itself, and the rows of its tables."""

    def __init__(self, package: ZipFile, manifest: Manifest) -> None:
        self._package, self.manifest = package, manifest

    def slices(self, shape: Shape) -> Iterator[list[Row]]:
        """Give the rows of a table, in the order of the shape's columns."""
        with self._package.open(_entry(shape.name)) as lines:
            lines.readline(LONGEST_LINE)
            rows = (_row(line, len(shape.columns)) for line in _lines(lines))
            while part := list(islice(rows, at_once(shape))):
                yield part

    def verify(self) -> None:
        """Read all of it once and hold it against the manifest; ValueError where it differs."""
        manifest = self.manifest
        digests = {entry.name: entry.sha256 for entry in manifest.tables}
        if digest_of(manifest.revision, digests) != manifest.sha256:
            raise ValueError("digest of the content")
        names = [MARK_NAME, *map(_entry, digests), MANIFEST]
        if self._package.namelist() != names:
            raise ValueError("entries")
        for entry in manifest.tables:
            self._verify(Shape(entry.name, entry.columns, ()), rows=entry.rows, digest=entry.sha256)

    def _verify(self, shape: Shape, *, rows: int, digest: str) -> None:
        found, lines = sha256(), 0
        with self._package.open(_entry(shape.name)) as file:
            first = file.readline(LONGEST_LINE)
            found.update(first)
            for line in _lines(file):
                found.update(line)
                lines += 1
        if (first, lines, found.hexdigest()) != (heading(shape), rows, digest):
            raise ValueError(shape.name)


@contextmanager
def opened(path: Path, *, revisions: Sequence[str]) -> Iterator[Archive]:
    """Open a backup that was made by this version or an earlier one, after all of it was verified.

    `revisions` are the structures that this version knows.

    Raises:
        BackupRefused: if it is no backup, is damaged or cut short, or a newer version made it.
    """
    with _package(path) as package:
        archive = Archive(package, _manifest(path, package, revisions))
        try:
            archive.verify()
        except _UNREADABLE as error:
            raise _damaged(path) from error
        yield archive


@contextmanager
def _package(path: Path) -> Iterator[ZipFile]:
    try:
        with path.open("rb") as file:
            start = file.read(30 + len(MARK_NAME) + len(MARK))
    except OSError as error:
        raise BackupRefused(f"无法读取文件“{path}”，请检查文件名和读取权限。") from error
    if not start.startswith(b"PK") or not start.endswith(MARK_NAME.encode() + MARK):
        raise BackupRefused(f"“{path}”不是本系统的备份文件（{SUFFIX}）。")
    try:
        package = ZipFile(path)
    except _UNREADABLE as error:
        raise _damaged(path) from error
    with package:
        yield package


def _manifest(path: Path, package: ZipFile, revisions: Sequence[str]) -> Manifest:
    try:
        with package.open(MANIFEST) as file:
            said = json.loads(file.read(LONGEST_MANIFEST))
        if _newer(cast(dict[str, object], said), revisions):
            raise BackupRefused(
                f"备份“{path}”由更新的版本（{said.get('programme')}）写成，请先升级程序再使用。"
            )
        return Manifest.model_validate(said)
    except (*_UNREADABLE, ValidationError, AttributeError) as error:
        raise _damaged(path) from error


def _newer(said: dict[str, object], revisions: Sequence[str]) -> bool:
    """Say whether a manifest that may hold anything was written by a version after this one."""
    revision, form = str(said.get("revision")), said.get("format")
    parts = said.get("parts") or []
    return (
        (isinstance(form, int) and form > FORMAT)
        or (revision.isdigit() and revision > max(revisions))
        or (isinstance(parts, list) and bool({*map(str, parts)} - {DATABASE_PART}))
    )


def _damaged(path: Path) -> BackupRefused:
    return BackupRefused(f"备份“{path}”已损坏或不完整，不能使用，请改用另一份备份。")
