"""What is marked in a workbook: findings in words, as they go to the process that writes them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from metrics.records.findings import CellError

MAX_MARKS = 5_000
MAX_LISTED = 20_000
_LONGEST = 2_000  # characters of a text in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding as the list has it; `kind` is the value of its severity."""

    kind: str
    sheet: str
    cell: str
    label: str
    value: str
    message: str


def told(findings: Sequence[CellError]) -> list[dict[str, str]]:
    """Return findings for JSON, as many as are listed."""
    return [asdict(_in_words(finding)) for finding in findings[:MAX_LISTED]]


def _in_words(finding: CellError) -> Mark:
    return Mark(
        kind=finding.severity.value, sheet=finding.sheet, cell=finding.cell, label=finding.label,
        value=finding.value[:_LONGEST], message=finding.message[:_LONGEST],
    )  # fmt: skip
