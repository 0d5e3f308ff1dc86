"""What an order (督办单) is issued for, and the number that it stands under."""

from dataclasses import dataclass
from datetime import date

from metrics.dispatch.standing import order_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an order answers: kind (ORIGINS), the record's reference, data date, and the reason.

    Kind and reference come from `metrics.dispatch.causes`, the same for one cause on every page; only
    其他 goes without a reference.
    """

    kind: str
    reason: str
    reference: str | None = None
    data_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The order that stands for a cause; `repeated` says that it was open already."""

    id: int
    year: int
    number: int
    repeated: bool

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return order_number(self.year, self.number)
