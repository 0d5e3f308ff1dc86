"""What may be read where: every door and every page of the screens stands here exactly once.

FIGURE is for everybody in the province. RECORD is kept to whom it belongs to: the door asks for the
visitor's reach (`dashboard.data.reach`), or a division that he sees. PUBLIC says nothing of a unit:
rules, words, lists, what the visitor himself typed. WRITE changes something, and asks in its transaction
whether who acts may. A new door or page fails the test beside this table until it is written in here.
"""

from types import MappingProxyType

FIGURE, RECORD, PUBLIC, WRITE = "FIGURE", "RECORD", "PUBLIC", "WRITE"

DATA = {
    FIGURE: """
        alone anything_reported caps_full_starts cities city_above code_at dates dates_before
        dates_compared date_before day_told orders_told default_date default_scope default_year demo_mark
        divisions_inside earlier_dates evaluation has_original has_returns last_received
        ledger_progress levels matrix name_of offered_places own_level own_province parent places
        progress_by_date published_series ranking reconciled red_figures red_words regions regions_below start_table
        starts_compared succeeded told_from_ledger unit_names units units_ahead upper waited years
        made_with seal_mistake unsettled_units province_of ranked_inside rank_interval ranking_parts why_moved
        effects_of difference peers_of weight_stability ranked_scope replayed why_replayed codes_of
        rated sheet_scores sealed_sheet sheet_codes_of sheet_figures
        objected
        criteria_held double_found list_source recommended_told
    """,
    RECORD: """
        RECORDS attached changed counted_records damage_of draft evidence issues_of key_tasks
        found names_of project_history project_told light_changes
        drawn need_records offered original own_place own_rows own_units prefilled_workbook prefilled_zip
        projects_asked reach record_versions records sees sees_some sees_whole shows standing submissions
        supervised task_reporters waiting warnings log_choices log_head log_page log_proved log_taken order_logged
        cells_sent foreseen may_return book_told place_told places_told returned_workbook review_states
        review_todo judged_otherwise round_shown round_told rounds turned_records replayed_records trace
        self_compared sheet_entered sheet_evidence
    """,
    PUBLIC: """
        answers begun_here blank_workbook Changed Compared draft_workbook Handed how_to_type
        KEPT large_letters Lists lists Located located LOG_BEGINNING LogAsked look_again may
        may_begin may_for note_beginning Offered office_settings one_look only_sealed packs rule_choices rules_of
        pack_of rules_today session_key Question RuleSet rule_sets rules_told supposition
        sheets
        SheetSent shows_demo switched_words take_up Todo TREND TurnedRecords
        unreadable version warm who Why words_allowed XLSX
    """,
}
OFFICE = {
    FIGURE: "numbered_paper verified_paper contact_versions",
    RECORD: """
        agenda_of case_entries check_change entries_of find_meeting frames_of list_changes my_items
        late_reports_of list_meetings
        order_events promise_events preview_change setting_entries standing_orders standing_promises to_assign
    """,
    PUBLIC: """
        case_library case_themes copies_named find_cases rules_of today FollowUp ORDER_STEPS PROMISE_STEPS
        Decided objection_at
    """,
    WRITE: """
        add_case add_topic allocate_number carry_out_change carry_promise close_meeting close_order
        correct_case correct_contact decide_rule enter_contact issue_order keep_promise load_cases
        make_promise make_show_link note_print note_reminder open_meeting remove_contact
        reply_to_order reply_to_promise revoke_change save_settings take_contacts_in undo_submission
        follow leave note_opened
        withdraw_case withdraw_order withdraw_promise write_minutes write_note
        void_meeting write_attendance
        ask_for_order_time ask_for_promise_time grant_order_time grant_promise_time refuse_order_time
        refuse_promise_time send_order_back send_promise_back
        decide_review
    """,
}
FOUNDING = {
    PUBLIC: """
        Beginning beginning_mistakes may_write_demo provinces usual_copies usual_name usual_rules
        why_no_beginning BEGUN_BY FirstAdministrator USUAL_ACCOUNT
    """,
    WRITE: "begin write_demo",
}
OBJECTION_BOOK = {
    FIGURE: "figures_of scope_of standard_of takes_objections value_of",
    RECORD: """
        code_to_object corrected is_own may_correct may_decide may_take_slip objection_file objection_todo objections_to
        own_unit whole_slip
    """,
    PUBLIC: "CORRECT Corrected FILE_KINDS FILES_WORDS FILE_MB Handed UPHOLD Waiting WORDS",
    WRITE: "decide_objection object_to seal_correction withdraw_objection",
}
ORDER_BOOK = {
    RECORD: "calendar_entries matters_under_order order_items orders_of_project",
    WRITE: "deliver_order enter_date issue_orders remove_date",
}
ROUND_BOOK = {
    FIGURE: "find_round list_rounds steps_open is_barred unsettled held proved_words",
    RECORD: "may_take_file round_file",
    PUBLIC: "objection_window Held standards",
    WRITE: """
        seal_round check_round send_round_back publish_round finish_round withdraw_round
    """,
}
PAPERS = {
    FIGURE: "may_issue numbered start_file replay_file",
    RECORD: """
        briefing calendar_paper drawn held ledger_file red_file minutes_file minutes_text notice_file order_file
        orders_file reminder_file
        standing_file supervision_file tasks_file log_file
    """,
    WRITE: "issued",
}
PLACE_SHEETS = {FIGURE: "why_words_of", RECORD: "place_file places_file"}
SLIPS = {FIGURE: "result_words", RECORD: "slip_file"}
LISTED = {FIGURE: "list_file"}
INCENTIVE_LISTS = {FIGURE: "conditions_file double_file evidence_file public_file"}
INTAKE = {
    PUBLIC: "Checked Desk Marked Progress Sent typed who",
    WRITE: "check store",
}
BATCH = {
    PUBLIC: "Desk Progress choose marked_zip said",
    WRITE: "confirm run",
}
HANDING = {
    RECORD: "take",
    PUBLIC: "EXPORTED Export MOST_BYTES SECONDS TIMES",
    WRITE: "hand_over",
}
ACCOUNTS = {
    RECORD: "all_units changes everyone open_sessions unknown_identities",
    PUBLIC: "divisions least_password session_lengths sso_issuer",
    WRITE: """
        describe end_session give link lock open_many open_one reset_password set_sign_in_rules
        take_away unlink unlock
    """,
}
SCORE_SHEETS = {
    FIGURE: "judged_from_here scored_from_here told_from_here",
    PUBLIC: "HandScore SelfScore Target points_of self_scores_of targets_of",
    WRITE: "give_points set_targets tell_points",
}
PAGES = {
    FIGURE: "overview place changes indicators ranking incentives rounds whatif trace reporting reconciliation",
    RECORD: "sheets search supervision project tasks ledger meeting orders calendar submissions briefings log",
    PUBLIC: "rules cases",
    WRITE: "objections accounts divisions settings review",
}
DOORS = MappingProxyType(
    {
        "data": DATA,
        "office": OFFICE,
        "founding": FOUNDING,
        "objection_book": OBJECTION_BOOK,
        "order_book": ORDER_BOOK,
        "round_book": ROUND_BOOK,
        "papers": PAPERS,
        "place_sheets": PLACE_SHEETS,
        "listed": LISTED,
        "slips": SLIPS,
        "incentive_lists": INCENTIVE_LISTS,
        "intake": INTAKE,
        "batch": BATCH,
        "handing": HANDING,
        "accounts": ACCOUNTS,
        "score_sheets": SCORE_SHEETS,
    }
)
