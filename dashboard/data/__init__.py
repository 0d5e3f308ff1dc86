"""Cached reading: the only place in the screens that caches; `intake` and `office` write to `sql`.

Cache keys are scalars (newest submission seen, date, year, rule pack, place); frames are shared,
never copied or hashed: the hash of a frame overlooks most changes. What the screens may ask is named
here once, and nothing else stands here.
"""

from dashboard.data.beginning import (
    anything_reported,
    large_letters,
    may_begin,
    office_settings,
    own_province,
    rules_today,
    shows_demo,
    switched_words,
    waited,
)
from dashboard.data.changes import Changed, changed, light_changes
from dashboard.data.database import begun_here, note_beginning, take_up
from dashboard.data.drafts import (
    Lists,
    Located,
    draft,
    draft_workbook,
    how_to_type,
    lists,
    located,
    unreadable,
    words_allowed,
)
from dashboard.data.files import (
    XLSX,
    Handed,
    blank_workbook,
    damage_of,
    has_original,
    original,
    prefilled_workbook,
    prefilled_zip,
    warnings,
)
from dashboard.data.found.comparison import difference, peers_of, weight_stability
from dashboard.data.found.incentives import (
    criteria_held,
    double_found,
    list_source,
    recommended_told,
)
from dashboard.data.found.projects import project_history, project_told
from dashboard.data.found.scored import (
    rated,
    sealed_sheet,
    self_compared,
    sheet_entered,
    sheet_evidence,
    sheet_scores,
    sheets,
)
from dashboard.data.found.search import found, names_of
from dashboard.data.log.reading import (
    LOG_BEGINNING,
    LogAsked,
    log_choices,
    log_head,
    log_page,
    log_proved,
    log_taken,
    order_logged,
)
from dashboard.data.one_place import book_told, place_told, places_told, province_of
from dashboard.data.opening import default_date, default_scope, default_year, units_ahead
from dashboard.data.places import (
    alone,
    code_at,
    dates_before,
    divisions_inside,
    levels,
    own_level,
    parent,
    ranked_inside,
    succeeded,
    upper,
)
from dashboard.data.reaching import (
    KEPT,
    may,
    may_for,
    need_records,
    own_place,
    own_rows,
    own_units,
    reach,
    sees,
    sees_some,
    shows,
    submissions,
)
from dashboard.data.records import RECORDS, date_before, earlier_dates
from dashboard.data.reporting import day_told, orders_told, standing
from dashboard.data.results import (
    TREND,
    attached,
    caps_full_starts,
    cities,
    city_above,
    demo_mark,
    evaluation,
    evidence,
    has_returns,
    last_received,
    ledger_progress,
    matrix,
    pack_of,
    packs,
    progress_by_date,
    rank_interval,
    ranking,
    ranking_parts,
    record_versions,
    records,
    regions,
    regions_below,
    rule_choices,
    sees_whole,
    start_table,
    told_from_ledger,
)
from dashboard.data.returns import (
    Compared,
    counted_records,
    dates_compared,
    published_series,
    reconciled,
    starts_compared,
)
from dashboard.data.review.shown import (
    SheetSent,
    Todo,
    cells_sent,
    foreseen,
    may_return,
    returned_workbook,
    review_states,
    review_todo,
    unsettled_units,
)
from dashboard.data.sealing.basis import rules_of
from dashboard.data.sealing.objected import objected
from dashboard.data.sealing.rounds import only_sealed, round_shown, round_told, rounds
from dashboard.data.sealing.sealed import made_with, seal_mistake
from dashboard.data.sealing.tracing import codes_of, sheet_codes_of, sheet_figures, trace
from dashboard.data.sealing.verdicts import judged_otherwise
from dashboard.data.store import (
    answers,
    dates,
    look_again,
    name_of,
    offered_places,
    one_look,
    places,
    unit_names,
    units,
    version,
    years,
)
from dashboard.data.supervision import (
    Offered,
    drawn,
    issues_of,
    offered,
    projects_asked,
    red_figures,
    red_words,
    supervised,
    waiting,
)
from dashboard.data.supposed import (
    Question,
    RuleSet,
    ranked_scope,
    replayed,
    replayed_records,
    rule_sets,
    rules_told,
    supposition,
    why_replayed,
)
from dashboard.data.tasks import key_tasks, task_reporters
from dashboard.data.visitor import session_key, who
from dashboard.data.warming import warm
from dashboard.data.why import TurnedRecords, Why, effects_of, turned_records, why_moved
