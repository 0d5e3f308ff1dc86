"""The demo's contacts: roles and no persons, and numbers that nobody has."""

from sqlalchemy.orm import Session

from metrics.records.invented import DEMO, PROVINCE
from metrics.reporting.contact import Contact
from sql.office.contacts import contacts, enter_all
from sql.reported.history import division_names

NOBODY = "0000-0000000"
DUTIES = {True: "城镇老旧小区改造工作领导小组办公室", False: "住房和城乡建设局"}


def load(session: Session) -> int:
    """Enter a contact for the demo province and every division in it; once, and say how many."""
    inside = [code for code in sorted(division_names(session)) if code[:2] == PROVINCE[:2]]
    if contacts(session) or not inside:
        return 0
    listed = [
        Contact(code, "报送联系人", DUTIES[code == PROVINCE], NOBODY, DEMO) for code in inside
    ]
    return enter_all(session, listed, by="系统")
