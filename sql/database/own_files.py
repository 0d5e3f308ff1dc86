"""The database file is for nobody else on the machine: its folder and itself open to their owner only."""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL

from sql.database.settings import OFFICE_FILE


def keep_private(url: URL) -> None:
    """Close a database file, and the folder of ours that it lies in, to other accounts of the machine.

    Where they belong to somebody else nothing is changed, nor on Windows, which has other rights.
    """
    if url.get_backend_name() != "sqlite" or os.name == "nt":
        return
    file = Path(url.database or "")
    if file.parent.resolve() == OFFICE_FILE.parent:
        _only_owner(file.parent, 0o700)
    for one in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
        _only_owner(one, 0o600)


def _only_owner(path: Path, mode: int) -> None:
    with suppress(OSError):
        path.chmod(mode)
