"""The shares that residents' answers are told as: what is counted, of what, and the threshold of each."""

from collections.abc import Iterator
from typing import NamedTuple

from metrics.rules.value import Rules
from metrics.standards.national.a07_resident_consent import CONSENT_BASES


class ResidentRate(NamedTuple):
    """One share: its name, the columns of 小区 that it divides, and the rule key of its threshold."""

    name: str
    part: str
    whole: str
    least: str


def rates(rules: Rules) -> Iterator[ResidentRate]:
    """Yield the five shares of residents that rules set a threshold for."""
    base = CONSENT_BASES[rules["consent_base"]]
    yield ResidentRate("参与率", "consulted_households", "households", "participation_min")
    yield ResidentRate("同意率", "consenting_households", base, "consent_min")
    yield ResidentRate("方案表决同意率", "scheme_votes", "households", "scheme_vote_min")
    yield ResidentRate("满意度调查率", "survey_responses", "households", "survey_rate_min")
    yield ResidentRate("满意率", "survey_satisfied", "survey_responses", "satisfaction_min")


THRESHOLDS = (
    "consent_base", "participation_min", "consent_min", "scheme_vote_min", "survey_rate_min",
    "satisfaction_min",
)  # fmt: skip
