"""`python -m metrics check`: what in the records should be explained; nothing is stored and no score changes."""

from argparse import ArgumentParser
from pathlib import Path

import polars as pl

from metrics import command_line
from metrics.checks.catalogue import BY_CODE
from metrics.checks.check import SEVERITIES
from metrics.checks.hit import Checked
from metrics.checks.supplements import SUPPLEMENTS
from metrics.commands import dated, stored_records
from metrics.console import complain
from metrics.reading import scope_asked
from metrics.rules.value import NATION
from metrics.scope import Wanted
from metrics.views.printed.checks import CHECKED, PrintedChecks
from sql.supplied.national_series import national_series


def describe_check(parser: ArgumentParser) -> None:
    """Describe the checks."""
    parser.set_defaults(run=run_check)
    dated(parser)
    parser.add_argument("--check", choices=list(BY_CODE), help="只列一项检查，如 G05")
    parser.add_argument("--severity", choices=SEVERITIES, help="只列一种程度")
    parser.add_argument("--format", choices=list(CHECKED), default="table")
    parser.add_argument(
        "--out", type=command_line.new_file, help="写到哪个文件，可用 Excel 打开，如 结果.csv"
    )


def run_check(
    *, wanted: Wanted, check: str | None, severity: str | None, format: str, out: Path | None
) -> str:
    """Check and print, or write to a file."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        found = records.checked(scope, {"published_plans": published_plans()})
        printed = PrintedChecks(
            _kept(found, check, severity), records.frames(scope), records.rules(scope), scope.place
        )
    text = CHECKED[format](printed)
    if out is None:
        return text
    with command_line.writing(out) as part:
        # Excel on Windows takes a file without the mark for its own code page.
        part.write_text(f"{text}\n", encoding="utf-8-sig", newline="")
    return f"已写出：{out}"


def published_plans() -> pl.DataFrame:
    """Return the yearly plans of the nation that were published, as printed in 万: the newest of each year."""
    plans = {
        each.year: (NATION, each.year, str(each.planned))
        for each in national_series()
        if each.planned is not None
    }
    schema = dict(SUPPLEMENTS["published_plans"].schema)
    return pl.DataFrame(list(plans.values()), schema=schema, orient="row")


def _kept(found: Checked, check: str | None, severity: str | None) -> Checked:
    """Keep one check, or the questions of one severity."""
    hits = tuple(
        hit for hit in found.hits if check in (None, hit.check) and severity in (None, hit.severity)
    )
    states = found.states if check is None else found.states.filter(check=check)
    return Checked(hits, states)
