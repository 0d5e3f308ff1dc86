"""The 20 items of the national standard in official order, and their 36 measures by code."""

from metrics.standards.measure import Indicator, Measure
from metrics.standards.national import (
    a01_coordination,
    a02_sound_plan,
    a03_funds_and_reserve,
    a04_utility_planning,
    a05_contents_residents_want,
    a06_resident_involvement,
    a07_resident_consent,
    a08_aftercare_consensus,
    a09_quality_and_safety,
    a10_issues_rectified,
    b01_party_led_governance,
    b02_joint_areas,
    b03_living_circles,
    b04_funding_channels,
    b05_scale_operators,
    b06_financial_support,
    b07_adaptive_policies,
    b08_utility_handover,
    b09_upkeep_funds,
    b10_indoor_renovation,
)

CATALOGUE: tuple[Indicator, ...] = tuple(
    module.INDICATOR
    for module in (
        a01_coordination,
        a02_sound_plan,
        a03_funds_and_reserve,
        a04_utility_planning,
        a05_contents_residents_want,
        a06_resident_involvement,
        a07_resident_consent,
        a08_aftercare_consensus,
        a09_quality_and_safety,
        a10_issues_rectified,
        b01_party_led_governance,
        b02_joint_areas,
        b03_living_circles,
        b04_funding_channels,
        b05_scale_operators,
        b06_financial_support,
        b07_adaptive_policies,
        b08_utility_handover,
        b09_upkeep_funds,
        b10_indoor_renovation,
    )
)
MEASURES: dict[str, Measure] = {
    measure.code: measure for indicator in CATALOGUE for measure in indicator.measures
}
