"""Leftovers of killed processes go when the screens start; what is at work stays."""

import os
import tempfile
from pathlib import Path

import pytest

from sql.database.leftovers import STALE_SECONDS, sweep


def test_what_is_older_than_a_day_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    folders = [tmp_path / "tmp" / name for name in ("dudao-old", "dudao-new", "other-old")]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "upload.xlsx").write_bytes(b"rows of a county")
    for old in (folders[0], folders[2]):
        past = old.stat().st_mtime - STALE_SECONDS - 1
        os.utime(old, (past, past))
    sweep()
    assert [folder.exists() for folder in folders] == [False, True, True]
