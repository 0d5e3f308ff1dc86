"""What the declarations of sheets and columns mean today, spelled out: an edit of one is seen here."""

import pytest

from metrics.records import relations
from metrics.records.schema import Kind, Nature
from metrics.records.sheets import BY_NAME, SHEETS


def _natures(**columns: str) -> dict[str, Nature]:
    return {name: Nature(nature) for nature, names in columns.items() for name in names.split()}


NATURES = {
    "regions": _natures(fixed="name level parent heated hardship"),
    "projects": _natures(
        fixed="name region plan_year scale_operator delivery_mode joint_area planned_investment",
        total="completed_investment",
        fact="review_accepted_on review_approved_on",
        current="implementer builder designer contractor supervisor project_owner "
        "supervision_owner",
    ),
    "compounds": _natures(
        fixed="name community address built_year households buildings floor_area "
        "demolition_listed renovated_elsewhere reserve_score vote_form start_due finish_due",
        fact="reserved_on planned_on consulted_on scheme_published_on scheme_voted_on "
        "aftercare_confirmed_on started_on completed_on accepted_on handed_over_on "
        "party_branch_on owners_committee_on",
        total="consulted_households consenting_households scheme_votes physical_progress "
        "survey_responses survey_satisfied lifts parking_spaces chargers care_facilities",
        stage="archive_basics archive_wishes archive_scheme archive_progress "
        "archive_before_after acceptance took_part_scheme took_part_works took_part_oversight "
        "took_part_aftercare took_part_feedback online_vote upkeep_collection upkeep_use "
        "upkeep_renewal",
        current="property_mode property_fee",
    ),
    "contents": _natures(fixed="short area_remedy", stage="in_scheme done"),
    "facilities": _natures(fixed="to_renew", fact="joint_scheme_on handed_over_on"),
    "funds": _natures(fixed="planned", total="received paid"),
    "instruments": _natures(stage="status", fact="repealed_on"),
    "capacities": _natures(
        fixed="funding_capacity delivery_capacity new_hidden_debt quota_pushed_down"
    ),
    "communities": _natures(
        fixed="name street region", fact="surveyed_on", current="shortfalls idle_assets remedies"
    ),
    "events": _natures(
        fixed="region project kind happened_on", stage="status", current="note"
    ),
    "issues": _natures(
        fixed="region project source problem found_on due_on",
        fact="rectified_on closed_on",
        current="owner proof",
    ),
    "tasks": _natures(
        fixed="category work content units deadline",
        stage="status",
        fact="finished_on",
        current="progress",
    ),
    "returns": _natures(
        fixed="planned_compounds planned_households planned_investment",
        total="started_compounds completed_compounds started_households completed_investment "
        "received paid",
        current="published_start_rate published_order",
    ),
}  # fmt: skip

ONLY_GROW = {
    "projects": {"completed_investment"},
    "compounds": {"physical_progress", "started_on", "completed_on"},
    "funds": {"received", "paid"},
    "returns": {
        "started_compounds", "completed_compounds", "started_households",
        "completed_investment", "received", "paid",
    },
}  # fmt: skip
MAY_LIE_AHEAD = {
    "compounds": {"planned_on", "start_due", "finish_due"},
    "instruments": {"repealed_on"},
    "issues": {"due_on"},
}
STAGES = {
    ("compounds", "acceptance"): (("不合格",), ("合格",)),
    ("instruments", "status"): (("未建立",), ("已建立",)),
    ("events", "status"): (("待核",), ("属实", "不实")),
    ("tasks", "status"): (("未启动",), ("推进中",), ("已完成",)),
}
COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.label)
def test_the_nature_of_every_column(sheet):
    assert {c.name: c.nature for c in sheet.values} == NATURES[sheet.name]
    assert {c.name for c in sheet.columns if c.only_grows} == ONLY_GROW.get(sheet.name, set())
    ahead = {c.name for c in sheet.columns if c.may_lie_ahead}
    assert ahead == MAY_LIE_AHEAD.get(sheet.name, set())


def test_stages_are_the_words_of_their_column():
    assert {(s.name, c.name): c.stages for s, c in COLUMNS if c.stages} == STAGES
    for sheet, column in COLUMNS:
        staged = column.nature is Nature.STAGE
        assert staged == (bool(column.stages) or (staged and column.kind is Kind.FLAG)), column.name
        words = {word for words in column.stages for word in words}
        assert not column.stages or words == set(column.choices), (sheet.name, column.name)


def test_declarations_do_not_contradict_each_other():
    for _, column in COLUMNS:
        assert column.kind is Kind.DATE or not (
            column.may_lie_ahead or column.nature is Nature.FACT
        )
        assert not column.only_grows or column.nature in (Nature.TOTAL, Nature.FACT)
        assert not column.names or (column.kind is Kind.CODE and column.names in BY_NAME)
        assert column.binding or column.names
        assert not column.coined or (column.key and column.kind is Kind.CODE and not column.names)


CODED = {
    "projects": "project", "compounds": "compound", "communities": "community",
    "events": "event", "issues": "issue",
}  # fmt: skip
BOUND = {
    "projects": ["compounds", "funds", "events", "issues"],
    "compounds": ["contents", "facilities"],
    "communities": [],
}
ATTACHED = {
    "regions": ["instruments", "capacities", "events"],
    "projects": ["funds", "events", "issues"],
    "compounds": ["contents", "facilities"],
}
LEAVE_WITH = {"contents": "compounds", "facilities": "compounds", "funds": "projects"}


def test_which_sheet_hangs_on_which():
    assert relations.CODED == CODED
    bound = {s.name: [each.sheet.name for each in relations.bound(s.name)] for s in relations.NAMED}
    assert bound == BOUND
    for sheet in SHEETS:
        attached = [each.sheet.name for each in relations.attached(sheet.name)]
        assert attached == ATTACHED.get(sheet.name, [])
        column = relations.leaves_with(sheet)
        assert (column.names if column else None) == LEAVE_WITH.get(sheet.name)
    assert {sheet.name for sheet in SHEETS if sheet.leaves} == {"projects", "compounds"}
    assert {sheet.name for sheet in SHEETS if sheet.of_counties} == {"projects", "communities"}


def test_every_part_has_one_column_that_names_its_record():
    for sheet in SHEETS:
        for parent in sheet.of:
            (column,) = (c.name for c in sheet.columns if c.names == parent)
            assert column == BY_NAME[parent].key[0]


def test_every_code_of_another_sheet_says_so():
    codes = {sheet.key[0]: sheet.name for sheet in (BY_NAME["regions"], *relations.NAMED)}
    for sheet, column in COLUMNS:
        if column.name in codes and codes[column.name] != sheet.name:
            assert column.names == codes[column.name], (sheet.name, column.name)
