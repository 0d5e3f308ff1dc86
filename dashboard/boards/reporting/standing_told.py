"""How the units of a place stand on the day looked at, and what the office keeps of them."""

import streamlit as st

from dashboard import data
from dashboard.boards.reporting import day_looked_at
from dashboard.components.plain_text import escaped
from metrics.errors import NothingReported, RuleNotInForce
from metrics.reporting.standing import Reporting
from metrics.scope import Scope
from metrics.views.reported.standing_tables import Beside


def show(scope: Scope) -> Reporting | None:
    """Offer the day and return the standing on it; null, and a sentence, where there is none."""
    day = day_looked_at.show(scope)
    try:
        return data.RECORDS.standing(scope, day)
    except (NothingReported, RuleNotInForce) as error:
        st.info(escaped(str(error)))
        return None


def beside() -> Beside:
    """Return whom to call, whom the office reminded, and how the reports stand in review."""
    return Beside(data.RECORDS.contacts(), data.RECORDS.reminders(), data.review_states())
