"""A sealed file (封账文件) looked at by itself, on any machine: a database of its own that holds nothing else."""

from pathlib import Path

from sqlalchemy.orm import Session

from metrics.records.regions import within
from metrics.sealing.container import sha256
from metrics.sealing.seal import Seal
from metrics.sealing.verifying import verify
from sql.accounts import reader
from sql.database import migrate, settings
from sql.database.engine import session_scope
from sql.reported.submissions import accept
from sql.sealed import rounds

TITLE = "封账文件"


def open_alone(file: Path, folder: Path) -> Seal:
    """Compute a sealed file anew, and use from now on a database in `folder` that holds only it.

    Raises:
        SealDiffers: if a byte of it was changed, or something else is found.
        OSError: if the file cannot be read.
    """
    content = file.read_bytes()
    seal = verify(content)
    settings.ask_for_sealed(folder / "sealed.sqlite")
    migrate.upgrade()
    with session_scope(writing=True) as session:
        _fill(session, seal, content, file.name)
    return seal


def _fill(session: Session, seal: Seal, content: bytes, name: str) -> None:
    """Tell the divisions, by which pages find their place, and keep the round; all else stands in the file."""
    inside = within(seal.frames.regions, seal.scope.place)
    divisions = seal.frames.tables["regions"].join(inside, on="region", how="semi")
    accept(
        session, unit=seal.scope.place, as_of=seal.scope.as_of, sent_by=TITLE, file_name=name,
        file_sha256=sha256(content), sheets={"regions": divisions.with_row_index("sheet_row", 2)},
    )  # fmt: skip
    rounds.keep(session, seal, title=TITLE, file=content, by=TITLE)
    reader.make(session, place=seal.scope.place)
