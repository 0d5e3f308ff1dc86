"""The database is for nobody else on the machine."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from sql.database import own_files


def test_folder_and_file_are_open_to_their_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    file = folder / "dudao.sqlite"
    file.write_bytes(b"")
    file.chmod(0o644)
    monkeypatch.setattr(own_files, "OFFICE_FILE", file)
    own_files.keep_private(make_url(f"sqlite:///{file}"))
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_folder_that_others_share_is_left_as_it_is(tmp_path: Path):
    tmp_path.chmod(0o755)
    file = tmp_path / "a.sqlite"
    file.write_bytes(b"")
    own_files.keep_private(make_url(f"sqlite:///{file}"))
    assert (tmp_path.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o755, 0o600)
