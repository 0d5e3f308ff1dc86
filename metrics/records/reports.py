"""What is known of a report (报送): as listed, record by record, and what became of its workbook."""

import json
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from metrics.records.findings import CellError

COUNTS = {"added": "新增", "changed": "变更", "removed": "删除", "unchanged": "未变"}
"""What a workbook did to the records, in the words of receipts, screens and papers."""

WHOLE, PART, DIVISIONS, ADJUSTED = "whole", "part", "divisions", "adjusted"
"""All that a unit has, or some of it: what is not in a part stays as it was (增量报送). An office that
begins (正式使用) states the divisions of its province: they hold from then on, and report nothing.
What a change of divisions (区划调整) puts under other codes, nobody reported at all."""
KINDS = {WHOLE: "全量", PART: "增量", DIVISIONS: "区划名单", ADJUSTED: "区划调整"}
"""What a report can be, as officers read it."""


class Question(NamedTuple):
    """What has to be confirmed before a report is stored (须确认的事项): one sentence with its figures.

    A record may rightly go and a total rightly fall, but a whole county must not vanish in a green box.
    `code` is its kind; `words` are what is asked, and kept with the submission.
    """

    code: str
    words: str


UNSIGNED = "有须核实的事项，请用 --sent-by 写明报送人：由谁核实，随本次报送留存。"
"""What is said to whoever confirms on the command line and does not say who they are."""


class _Everything(Container[str]):
    def __contains__(self, words: object) -> bool:
        return True


YES_TO_ALL: Container[str] = _Everything()
"""The answer of who says yes beforehand to whatever may be asked."""


def open_questions(asked: Collection[Question], confirmed: Container[str]) -> tuple[Question, ...]:
    """Return the questions whose very words nobody has confirmed."""
    return tuple(question for question in asked if question.words not in confirmed)


def questions_as_json(asked: Sequence[Question]) -> str | None:
    """Write questions as they are kept with a submission; null for none."""
    if not asked:
        return None
    return json.dumps([question._asdict() for question in asked], ensure_ascii=False)


def questions_from_json(kept: str | None) -> tuple[Question, ...]:
    """Read the questions that were kept with a submission; none for null."""
    return tuple(Question(**each) for each in json.loads(kept or "[]"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One accepted submission (报送) as it is listed; `accepted_at` is UTC text.

    `kind` is WHOLE, PART (增量报送), DIVISIONS or ADJUSTED. One that `undoes` another took
    it back (撤回). `confirmed` are the questions answered with yes before it was stored, as JSON; null for none.
    `warned` is how many warnings (提示) its sender was given; null where that was not kept.
    """

    id: int
    unit: str
    data_date: date
    accepted_at: str
    sent_by: str | None
    file_name: str
    file_sha256: str
    added: int
    changed: int
    removed: int
    unchanged: int
    kind: str = WHOLE
    undoes: int | None = None
    confirmed: str | None = None
    warned: int | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was asked before it was stored and answered with yes."""
        return questions_from_json(self.confirmed)

    @property
    def says_nothing(self) -> bool:
        """Whether no record is left: of what stands only a withdrawal (撤销) is accepted without any."""
        return not (self.added or self.changed or self.unchanged)

    @property
    def reports_nothing(self) -> bool:
        """Whether it has no data date: it says nothing, or the divisions of an office that begins."""
        return self.says_nothing or self.kind in (DIVISIONS, ADJUSTED)


def in_line(listed: Iterable[Submission]) -> list[Submission]:
    """Return of submissions those that stand: none that was taken back (撤回), nor what did so."""
    every = list(listed)
    taken_back = {each.undoes for each in every}
    return [each for each in every if each.undoes is None and each.id not in taken_back]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored version of a record, in force from its submission on.

    `sheet_row` is the row in the workbook. It is null where the record is gone, and where the
    row was written out again because a back-dated submission slipped in before (`restored`).
    """

    submission: int
    unit: str
    data_date: date
    accepted_at: str
    sent_by: str | None
    file_name: str
    file_sha256: str
    sheet_row: int | None
    gone: bool
    restored: bool
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What acceptance stored: rows added, changed, removed and left as they were.

    `repeated` says that the file was already the unit's newest for this data date and nothing
    was stored; `submission` is then the earlier one.
    """

    submission: int
    repeated: bool
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one workbook.

    `counts` are the rows read, by `Sheet.name`. With any error nothing is stored and `accepted`
    is null. `accepted.repeated` says that the same file had been stored before. `questions` are those
    that were asked: of a workbook without errors that is not stored they wait for a yes.
    """

    unit: str
    as_of: date
    file_name: str
    file_sha256: str
    accepted: Accepted | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[CellError, ...] = ()
    warnings: tuple[CellError, ...] = ()
    kind: str = WHOLE
    questions: tuple[Question, ...] = ()

    @property
    def stored(self) -> bool:
        """Whether the workbook is in the database now."""
        return self.accepted is not None

    @property
    def findings(self) -> tuple[CellError, ...]:
        """What is wrong, then what is to be checked."""
        return (*self.errors, *self.warnings)

    @property
    def waits_for_yes(self) -> bool:
        """Whether only questions keep it out, for which a yes is wanted."""
        return bool(self.questions) and not (self.errors or self.stored)

    @property
    def submission(self) -> int | None:
        """The submission that holds the workbook; null if it was refused."""
        return None if self.accepted is None else self.accepted.submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one file of several that came in together.

    `unit` and `as_of` are null where nobody could tell them. `outcome` is null where the file was not
    tried at all; `refusal` then says why. `doubts` are sentences about unit and date as the file says
    them. `seconds` are those from its turn to the end.
    """

    file_name: str
    unit: str | None
    as_of: date | None
    outcome: Outcome | None = None
    refusal: str = ""
    doubts: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def waits_for_yes(self) -> bool:
        """Whether only questions keep it out, for which a yes is wanted."""
        return self.outcome is not None and self.outcome.waits_for_yes

    @property
    def stored(self) -> bool:
        """Whether the workbook is in the database now."""
        return self.outcome is not None and self.outcome.stored


def count_words(accepted: Accepted) -> tuple[str, ...]:
    """Return what acceptance did in words, in the order in which it is always told."""
    return tuple(f"{word}{getattr(accepted, name)}行" for name, word in COUNTS.items())
