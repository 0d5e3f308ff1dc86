"""A contact (联系人) of a reporting unit, as it stands in the office's list (通讯录)."""

from typing import NamedTuple

COLUMNS = {
    "unit": "行政区划代码", "name": "联系人", "duty": "职务", "phone": "电话", "note": "备注",
}  # fmt: skip
"""What is kept of a contact, with its heading on screens and in files."""


class Contact(NamedTuple):
    """Whom to call in a unit; null where nothing was written down. `id` is 0 until it is kept."""

    unit: str
    name: str
    duty: str | None = None
    phone: str | None = None
    note: str | None = None
    id: int = 0
    at: str = ""
    by: str = ""

    @property
    def said(self) -> tuple[str, str, str | None, str | None, str | None]:
        """What it says, without when and by whom it was written down."""
        return self.unit, self.name, self.duty, self.phone, self.note


class TakenIn(NamedTuple):
    """What became of a file of contacts: how many were added, corrected, and known as they are."""

    added: int = 0
    corrected: int = 0
    unchanged: int = 0
