"""Many uploads at once, from the page to the database; nothing of them is written to a folder.

Between choosing and importing they are kept in the memory of the visit, and afterwards until the next
ones, for their marked copies.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from metrics.access.acting import actor
from metrics.errors import UserError
from metrics.records.reports import Received
from sql.reported import batch as imports
from sql.reported.batch_files import Addressed as Addressed
from sql.reported.batch_files import SentFile, addressed, judged, unpacked

Progress = Callable[[int, int, Received], object]


@dataclass
class Desk:
    """What a visit has chosen, and what became of what it sent last; changed in place.

    A second click starts a second run at once, beside the one that still imports: it waits for its
    turn, and gets the result of the first. `round` counts what was imported: the chooser is another
    one then.
    """

    turn: Lock = field(default_factory=Lock, repr=False)
    round: int = 0
    chosen: tuple[str, ...] = ()
    files: list[Addressed] = field(default_factory=list, repr=False)
    refusal: str = ""
    sent: list[Addressed] = field(default_factory=list, repr=False)
    results: list[Received] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


def choose(
    desk: Desk, ids: tuple[str, ...], uploads: Callable[[], Sequence[tuple[str, bytes]]]
) -> None:
    """Open zips and tell unit and date of each file, once for each choice of uploads."""
    if ids == desk.chosen:
        return
    desk.files, desk.refusal = [], ""
    try:
        named = [SentFile(name=name, source=content) for name, content in uploads()]
        desk.files = addressed(unpacked(named))
    except UserError as error:
        desk.refusal = str(error)
    desk.chosen = ids


def said(file: Addressed, unit: str | None, as_of: date | None) -> Addressed:
    """Return a file with what was chosen for it where it does not say so itself."""
    return replace(file, unit=file.unit or unit, as_of=file.as_of or as_of)


def run(desk: Desk, files: Sequence[Addressed], *, form: str, progress: Progress) -> None:
    """Import the files of a form, once; of what has to be confirmed nothing is stored yet."""
    with desk.turn:
        if form in desk.done:
            return
        desk.sent = judged(files)
        desk.results = imports.import_batch(
            desk.sent, sent_by=actor().signs, confirmed=frozenset(), progress=progress
        )
        desk.chosen, desk.files = (), []
        desk.done.add(form)
        desk.round += 1


def confirm(desk: Desk, words: Collection[str], *, form: str, progress: Progress) -> None:
    """Import what waits for a yes, once, with the questions of these words answered.

    What is asked beyond them waits again.
    """
    with desk.turn:
        if form in desk.done:
            return
        waiting = [at for at, result in enumerate(desk.results) if result.waits_for_yes]
        results = imports.import_batch(
            [desk.sent[at] for at in waiting], sent_by=actor().signs, confirmed=words,
            progress=progress,
        )  # fmt: skip
        for at, result in zip(waiting, results, strict=True):
            desk.results[at] = result
        desk.done.add(form)


def marked_zip(desk: Desk) -> bytes:
    """Return the marked copies of what was sent last, as one zip."""
    return imports.marked_zip(desk.sent, desk.results) or b""
