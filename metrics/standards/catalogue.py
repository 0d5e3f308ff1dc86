"""The standards that records are judged by. An item of the national one is one file and one line."""

from importlib import import_module

from metrics.standards.standard import Standard

_NATIONAL_ITEMS = (
    "a01_coordination",
    "a02_sound_plan",
    "a03_funds_and_reserve",
    "a04_utility_planning",
    "a05_contents_residents_want",
    "a06_resident_involvement",
    "a07_resident_consent",
    "a08_aftercare_consensus",
    "a09_quality_and_safety",
    "a10_issues_rectified",
    "b01_party_led_governance",
    "b02_joint_areas",
    "b03_living_circles",
    "b04_funding_channels",
    "b05_scale_operators",
    "b06_financial_support",
    "b07_adaptive_policies",
    "b08_utility_handover",
    "b09_upkeep_funds",
    "b10_indoor_renovation",
)
"""The files of `metrics/standards/national`, in official order."""

NATIONAL = Standard(
    name="城镇老旧小区改造工作衡量标准",
    document="建办城〔2021〕50号",
    code="national",
    items=tuple(
        import_module(f"metrics.standards.national.{name}").INDICATOR for name in _NATIONAL_ITEMS
    ),
)
STANDARDS = (NATIONAL,)
