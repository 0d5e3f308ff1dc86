"""The checks in their order. One is one file and one line."""

from importlib import import_module

from metrics.checks.check import Check

_FILES = (
    "published.g01_plan_shrank",
    "published.g02_rate_capped",
    "published.g03_parts_disagree",
    "starts.g04_no_trace_of_works",
    "starts.g05_begun_before_consent",
    "residents.g06_at_the_threshold",
    "residents.g07_round_numbers",
    "residents.g08_same_answers",
    "starts.g09_surge_at_the_end",
    "objects.g10_listed_twice",
    "objects.g11_work_of_earlier_years",
    "objects.g12_not_the_object",
    "objects.g13_to_be_demolished",
    "money.g14_money_asleep",
    "money.g15_passed_on_late",
    "money.g16_paid_ahead_of_works",
    "starts.g17_started_and_left",
    "starts.g18_compounds_done_homes_not",
    "objects.g19_unlikely_sizes",
    "money.g20_contract_off_estimate",
    "contents.g21_only_the_face",
    "contents.g22_too_healthy",
    "contents.g23_counted_twice",
    "residents.g24_satisfaction_of_a_few",
    "money.g25_only_central_money",
    "quality.g26_pictures_used_again",
    "reports.g27_corrections_always_help",
    "quality.g28_materials_not_settled",
    "quality.g29_file_not_complete",
    "reports.g30_identities",
)
"""The files of the folders of `metrics/checks`, in official order."""

CHECKS: tuple[Check, ...] = tuple(import_module(f"metrics.checks.{name}").CHECK for name in _FILES)
BY_CODE = {check.code: check for check in CHECKS}
