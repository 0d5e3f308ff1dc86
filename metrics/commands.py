"""What `python -m metrics` can do: each command described, and run beside it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from metrics import command_line
from metrics.changes.between_dates import Changes, changes
from metrics.changes.confirmations import confirmations
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.packs import pack as packs
from metrics.progress.rates import refuse_without_ledger, told_from_ledger
from metrics.progress.reconciliation import RESULTS
from metrics.rating.evaluation import evidence
from metrics.reading import Records, scope_asked
from metrics.records.regions import circles
from metrics.reporting.turns import day_told
from metrics.rules.value import NATION
from metrics.scope import Scope, Wanted
from metrics.sheets.catalogue import standard as named_standard
from metrics.sheets.catalogue import standard_names
from metrics.standards.catalogue import NATIONAL
from metrics.views.printed import evaluation as printing
from metrics.views.printed import reconciliation as reconciliation_printing
from metrics.views.printed import reporting as reporting_printing
from metrics.views.printed.changes import CHANGES, PrintedChanges
from metrics.views.reported.standing_tables import Beside
from metrics.views.reported.standing_words import LISTS
from sql.database import beijing
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.records import StoredRecords
from sql.reported import history
from sql.reported.correction_senders import correction_senders
from sql.supplied.known_divisions import known_at_all

LEVELS = ["county", "city", "province"]


@contextmanager
def stored_records() -> Iterator[StoredRecords]:
    """Give the records of a database made ready, for as long as they are read."""
    ensure_ready()
    with session_scope() as session:
        yield StoredRecords(session)


def describe_evaluate(parser: ArgumentParser) -> None:
    """Describe the evaluation."""
    parser.set_defaults(run=run_evaluate)
    dated(parser)
    of_standard(parser)
    parser.add_argument("--level", choices=LEVELS, help="只列一个层级")
    parser.add_argument("--format", choices=list(printing.EVALUATION), default="table")
    _written(parser)


def run_evaluate(
    *, wanted: Wanted, standard: str, level: str | None, format: str, out: Path | None
) -> str:
    """Evaluate and print, or write to a file."""
    judged_by = named_standard(standard)
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        refuse_without_ledger(records.frames(scope), scope.place)
        evaluation = records.rated(scope, judged_by)
    return _given(printing.EVALUATION[format](evaluation, level), out)


def of_standard(parser: ArgumentParser) -> None:
    """Add the standard that is judged by."""
    parser.add_argument(
        "--standard", choices=standard_names(), default=NATIONAL.code,
        help="评价标准：national 为全国衡量标准，其余为考核细则，如 default100 为本系统默认百分制考核表（非官方）",
    )  # fmt: skip


def describe_evidence(parser: ArgumentParser) -> None:
    """Describe the list of records behind a figure."""
    parser.set_defaults(run=run_evidence)
    dated(parser)
    of_standard(parser)
    parser.add_argument("--measure", required=True, help="衡量内容编号，如 A07.1")
    parser.add_argument("--region", required=True, help="行政区划代码，如 620102 或 6201")
    parser.add_argument("--verdict", choices=["unmet", "unknown", "met"], help="只列一种结论")
    parser.add_argument("--format", choices=list(printing.EVIDENCE), default="table")
    _written(parser)


def run_evidence(
    *,
    wanted: Wanted,
    standard: str,
    measure: str,
    region: str,
    verdict: str | None,
    format: str,
    out: Path | None,
) -> str:
    """List the records behind one figure, under the rules that `evaluate` takes for the place."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        judged_by = named_standard(standard)
        frames = records.judged_by(scope, judged_by)
    rows = evidence(
        frames,
        packs.rules_of(scope),
        measure=measure,
        region=region,
        verdict=verdict,
        standard=judged_by,
    )
    return _given(printing.EVIDENCE[format](rows, judged_by.measures[measure]), out)


def _given(text: str, out: Path | None) -> str:
    """Return what to print: the text, or where it was written."""
    if out is None:
        return text
    # Excel on Windows takes a file without the mark for its own code page.
    with command_line.writing(out) as part:
        part.write_text(f"{text}\n", encoding="utf-8-sig", newline="")
    return f"已写出：{out}"


def describe_changes(parser: ArgumentParser) -> None:
    """Describe the comparison of two data dates."""
    parser.set_defaults(run=run_changes)
    dates = {"--from": ("before", "较早的数据日期"), "--to": ("as_of", "较晚的数据日期")}
    for name, (dest, about) in dates.items():
        parser.add_argument(name, dest=dest, type=command_line.day, required=True, help=about)
    command_line.about(parser, packs.choices())
    parser.add_argument("--level", choices=LEVELS, help="只列一个层级")
    parser.add_argument(
        "--known-at", type=command_line.moment,
        help="较早日期按该时刻已收到的报送计算，其后补来的列为迟报数据；如 2024-08-02T18:00（北京时间）",
    )  # fmt: skip
    parser.add_argument("--format", choices=list(CHANGES), default="table")


def run_changes(
    *, wanted: Wanted, before: date, known_at: datetime | None, level: str | None, format: str
) -> str:
    """Tell what changed between two data dates, and print."""
    after = wanted.as_of or before
    if before > after:
        raise UnknownChoice(f"起始数据日期{before}晚于截止数据日期{after}，请对调。")
    ensure_ready()
    with session_scope() as session:
        records = StoredRecords(session)
        scope = scope_asked(records, wanted, tell=complain)
        then = StoredRecords(session, known_at=known_at) if known_at else records
        changed = _ranked(then, records, scope, before)
        senders = correction_senders(session, changed.corrections, before=before, after=after)
        spanned = confirmations(
            history.submissions(session), before=before, after=after,
            units=set(changed.regions["region"]),
        )  # fmt: skip
    moment = known_at.isoformat() if known_at else None
    return CHANGES[format](PrintedChanges(changed, senders, level, moment, spanned))


def _ranked(then: Records, records: Records, scope: Scope, before: date) -> Changes:
    """Compare, with the place's own rank among all of its province, as the page says it."""
    own = _changed(then, records, scope, before)
    province = next(circles(records.frames(scope).regions, scope.place), scope.place)
    if province == scope.place:
        return own
    return own.ranked_in(_changed(then, records, scope._replace(place=province), before))


def _changed(then: Records, records: Records, scope: Scope, before: date) -> Changes:
    """Compare with an earlier date; `then` are the records as they were known then."""
    earlier = scope.at(before)
    sides = (then.frames(earlier), records.frames(scope))
    judged = any(told_from_ledger(frames, place=scope.place) for frames in sides)
    lights = (
        (then.supervision(earlier).lights, records.supervision(scope).lights) if judged else None
    )
    return changes(
        *sides,
        (packs.rules_of(earlier), packs.rules_of(scope)),
        place=scope.place,
        known_now=None if then is records else records.frames(earlier),
        lights=lights,
        judged=judged,
    )


def describe_reconcile(parser: ArgumentParser) -> None:
    """Describe the comparison of ledger and returns."""
    parser.set_defaults(run=run_reconcile)
    dated(parser)
    parser.add_argument("--result", choices=RESULTS, help="只列一种核对结果，如 query 为需核实")
    formats = list(reconciliation_printing.RECONCILED)
    parser.add_argument("--format", choices=formats, default="table")
    _written(parser)


def run_reconcile(*, wanted: Wanted, result: str | None, format: str, out: Path | None) -> str:
    """Compare ledger and returns of one plan year, and print, or write to a file."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        frames = records.frames(scope)
    compared = reconciliation_printing.compared(
        frames, packs.rules_of(scope), place=scope.place, result=result
    )
    return _given(reconciliation_printing.RECONCILED[format](compared), out)


def describe_reporting(parser: ArgumentParser) -> None:
    """Describe the list of who has reported."""
    parser.set_defaults(run=run_reporting)
    dated(parser)
    parser.add_argument(
        "--on", type=command_line.day, help="按哪一天看，默认为今天；指定了数据截止日期的为该日"
    )
    parser.add_argument(
        "--state", choices=list(LISTS), default="due", help="只列一种，如 late 为逾期"
    )
    parser.add_argument("--format", choices=list(reporting_printing.STANDING), default="table")
    _written(parser)


def run_reporting(
    *, wanted: Wanted, on: date | None, state: str, format: str, out: Path | None
) -> str:
    """Tell who has reported, is waited for, or is late, and print, or write to a file."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        opening = records.opening_date(scope.place)
        day = day_told(scope.as_of, place=scope.place, opening=opening, today=beijing.today())
        standing = records.standing(scope, on or day)
        names = dict(records.frames(scope).regions.select("region", "name").iter_rows())
        beside = Beside(records.contacts(), records.reminders())
    return _given(reporting_printing.STANDING[format](standing, state, names, beside), out)


def describe_rules(parser: ArgumentParser) -> None:
    """Describe the list of rules."""
    parser.set_defaults(run=run_rules)
    parser.add_argument("--place", help="行政区划代码，按最近的上级取参数集")
    parser.add_argument("--rules", help=f"参数集名称：{'、'.join(packs.choices())}")
    command_line.ruled_on(parser)


def run_rules(*, place: str | None, rules: str | None, rules_on: date | None) -> str:
    """Print the rules in force; on the newest data date when no day is named."""
    if place is not None:
        known_at_all(place.ljust(6, "0"))
    name, asked = packs.named(rules), (place or NATION).ljust(6, "0")
    if rules_on is None:
        with stored_records() as records:
            rules_on = records.newest()
    held = packs.rules_of(Scope(asked, rules_on, rules_on.year, name))
    if not held:
        held.rule(next(iter(held.absent)))  # a day before all rules says which it is
    return printing.rules_table(held, asked)


def dated(parser: ArgumentParser) -> None:
    """Add data date, place, year, rule pack and the day of the rules."""
    command_line.dated(parser)
    command_line.about(parser, packs.choices())
    command_line.ruled_on(parser)


def _written(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=command_line.new_file, help="写到哪个文件，可用 Excel 打开，如 结果.csv"
    )
