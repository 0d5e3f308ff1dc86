"""What a visit sends, from the page to the database: looked at, told, confirmed, stored; never a file in a folder.

A workbook that was chosen and one that was typed (在线填报) go the same way. It is opened in processes
of its own only. Between 检查 and 确认导入 it is kept in the memory of the visit; afterwards only what
became of it is.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from uuid import uuid4

from metrics.access.acting import actor
from metrics.changes.preview import Preview
from metrics.records.reports import WHOLE, Outcome, Submission
from metrics.typed.draft import Draft
from sql.database.engine import queue_for_writing, session_scope
from sql.reported import history
from sql.reported.intake import Looked, Opened, import_opened, look, open_workbook
from sql.reported.preview import preview
from sql.reported.typed import drafts
from sql.reported.typed.meanwhile import nothing_since
from sql.reported.upload_log import logged
from sql.workbook.dropdowns import lists_of
from sql.workbook.identity import Identity as Identity
from sql.workbook.identity import identity
from sql.workbook.writing.marked_copy import marked_copy

Progress = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a unit sends: a workbook with what the form says of it, or the one that what it typed makes.

    `draft` is what was typed, as it stood then; null of a workbook.
    """

    content: bytes = field(repr=False)
    file_name: str
    unit: str
    as_of: date
    kind: str = WHOLE
    draft: Draft | None = field(default=None, repr=False)

    @property
    def since(self) -> int | None:
        """The submission that what was typed goes on from, 0 for none; a workbook does not say it."""
        return None if self.draft is None else self.draft.newest


def typed(draft: Draft, *, name: str, file_name: str) -> Sent:
    """Return what was typed, as it stands now, as what a unit sends; `name` is that of the unit."""
    return Sent(
        content=drafts.workbook(draft, name=name), file_name=file_name, unit=draft.unit,
        as_of=draft.as_of, draft=draft.taken(),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The officer's workbook with its problems shown; `whole` is false where it is only their list.

    `content` is null where it could not be made; `note` says so.
    """

    content: bytes | None
    whole: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was sent and looked at: refused, waiting to be confirmed, or stored.

    `last` is the unit's newest submission at that time, 0 for none. `again` says why it is asked once
    more. `number` is that of the check, so that a second click is no answer to another question.
    """

    sent: Sent
    opened: Opened
    looked: Looked
    outcome: Outcome
    last: int
    preview: Preview | None = None
    marked: Marked | None = None
    again: str = ""
    number: str = field(default_factory=lambda: uuid4().hex)

    @property
    def waits(self) -> bool:
        """Whether it can be stored, and is not yet."""
        return not (self.outcome.errors or self.outcome.stored or self.repeated)

    @property
    def repeated(self) -> int | None:
        """The submission that holds the very same file already."""
        return None if self.preview is None else self.preview.repeated


class Desk:
    """What a visit has under way: what was checked last, and what was stored; changed in place.

    A second click starts a second run at once, beside the one that still imports: it waits for its
    turn, and gets the result of the first. `round` counts what was looked at or stored: the chooser is
    another one then.
    """

    def __init__(self) -> None:
        self.turn = Lock()
        self.round = 0
        self.last: Checked | None = None
        self.stored: dict[str, Checked] = {}


def who(content: bytes, file_name: str, *, names: Mapping[str, str]) -> Identity:
    """Return whose workbook a file says it is, and of which data date.

    `names` are the divisions that a file's name can mean; before any was reported, those of the nation.
    """
    return identity(content, file_name, names=names or None)


def check(sent: Sent, *, progress: Progress, again: str = "") -> Checked:
    """Look at what is sent and tell what it would change; nothing is stored.

    Raises:
        ReportedMeanwhile: if the unit has reported since it began to type.
        NotAllowed: if who acts may not report for the unit.
    """
    progress("读取并逐格检查……")
    with logged(unit=sent.unit, as_of=sent.as_of, file_name=sent.file_name) as upload:
        opened = open_workbook(
            sent.content, file_name=sent.file_name, lists=lists_of(sent.unit, sent.as_of)
        )
        checked = _looked_at(sent, opened, progress=progress, again=again)
        upload.outcome = checked.outcome
    progress("整理检查结果……")
    return replace(checked, marked=_marked(sent, checked.outcome))


def _looked_at(sent: Sent, opened: Opened, *, progress: Progress, again: str) -> Checked:
    with session_scope() as session:
        looked = look(
            session, opened=opened, unit=sent.unit, as_of=sent.as_of, kind=sent.kind, asking=True
        )
        if sent.since is not None:
            nothing_since(session, unit=sent.unit, as_of=sent.as_of, newest=sent.since)
        told = None
        if not looked.outcome.errors:
            progress("对照上次报送，试算导入后的得分、名次和灯色……")
            told = preview(session, looked=looked)
        last = _newest(history.submissions(session, unit=sent.unit))
    return Checked(
        sent=sent, opened=opened, looked=looked, outcome=looked.outcome, last=last, preview=told,
        again=again,
    )  # fmt: skip


def _newest(submissions: Sequence[Submission]) -> int:
    return submissions[0].id if submissions else 0


def _marked(sent: Sent, outcome: Outcome) -> Marked | None:
    """Return the workbook with its problems marked; of what was typed they are told row by row."""
    findings = [*outcome.errors, *outcome.warnings]
    if not findings or sent.draft is not None:
        return None
    copy = marked_copy(sent.content, findings)
    return Marked(content=copy.content, whole=copy.whole, note=copy.note)


def store(
    checked: Checked, *, confirmed: Container[str], desk: Desk, progress: Progress
) -> Checked:
    """Store what was sent as it was told, once; where more has come in since, tell it again instead.

    Raises:
        ReportedMeanwhile: if the unit has reported since it began to type.
        NotAllowed: if who acts may not report for the unit.
    """
    with desk.turn:
        if checked.number not in desk.stored:
            result = _stored(checked, confirmed, progress)
            desk.last = result
            if not result.outcome.stored:
                return result
            result = replace(result, sent=replace(result.sent, content=b""))  # it is kept as sent
            desk.last = result
            desk.stored = {checked.number: result}
            desk.round += 1
        return desk.stored[checked.number]


def _stored(checked: Checked, confirmed: Container[str], progress: Progress) -> Checked:
    sent = checked.sent
    with logged(unit=sent.unit, as_of=sent.as_of, file_name=sent.file_name) as upload:
        with session_scope(writing=True) as session:
            queue_for_writing(session)
            last = _newest(history.submissions(session, unit=sent.unit))
            if last == checked.last:
                upload.outcome = import_opened(
                    session, opened=checked.opened, unit=sent.unit, as_of=sent.as_of,
                    sent_by=actor().signs, looked=checked.looked, kind=sent.kind, confirmed=confirmed,
                    since=sent.since,
                )  # fmt: skip
        if upload.outcome is not None and upload.outcome.stored:
            return replace(checked, outcome=upload.outcome, again="")
        words = "检查之后又有新的报送，下面的变化已按最新情况重新算过，请再核对、确认一次。"
        told = _looked_at(sent, checked.opened, progress=progress, again=words)
        upload.outcome = told.outcome
    return replace(told, marked=_marked(sent, told.outcome))
