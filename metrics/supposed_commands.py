"""`python -m metrics what-if`: the same records judged by other rules, side by side; nothing is stored."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from metrics import command_line
from metrics.changes.supposed.replay import Replay
from metrics.changes.supposed.supposition import joined, supposed
from metrics.commands import dated, stored_records
from metrics.console import complain
from metrics.errors import RulePackInvalid, UnknownChoice
from metrics.packs.pack import choices, named, rules_of
from metrics.progress.rates import refuse_without_ledger
from metrics.rating.evaluation import evaluate, judge
from metrics.reading import Records, scope_asked
from metrics.rules.value import RulePack
from metrics.scope import Scope, Wanted
from metrics.views.changes.supposed_tables import refused_words
from metrics.views.changes.why_words import RULES, SUPPOSED
from metrics.views.printed.supposed import LEVELS, REPLAYED


def describe_what_if(parser: ArgumentParser) -> None:
    """Describe the question."""
    parser.set_defaults(run=run_what_if)
    dated(parser)
    supposing(parser)
    parser.add_argument("--level", choices=LEVELS, help="只列一个层级")
    parser.add_argument("--format", choices=list(REPLAYED), default="table")
    parser.add_argument("--out", type=command_line.new_file, help="写到哪个文件")


def supposing(parser: ArgumentParser) -> None:
    """Add what is supposed: single values, or the rules of another pack or day."""
    parser.add_argument(
        "--set", action="append", default=[], dest="assignments", metavar="参数=值",
        help="假设的值，可写多次，如 --set consent_min=80%% --set item_weights.A07=8",
    )  # fmt: skip
    parser.add_argument("--to-rules", help=f"改按哪个参数集：{'、'.join(choices())}，默认不变")
    parser.add_argument(
        "--to-rules-on", type=command_line.day, help="改按该日有效的参数，默认与原规则同一天"
    )


def run_what_if(
    *, wanted: Wanted, assignments: list[str], to_rules: str | None, to_rules_on: date | None,
    level: str | None, format: str, out: Path | None,
) -> str:  # fmt: skip
    """Judge by both sets of rules and print, or write to a file."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        now = rules_asked(scope, assignments, to_rules, to_rules_on)
        refuse_without_ledger(records.frames(scope), scope.place)
        replay = replay_of(records, scope, now)
    sides = RULES if to_rules or to_rules_on else SUPPOSED
    text = REPLAYED[format](replay, level, sides)
    if out is None:
        return text
    with command_line.writing(out) as part:
        part.write_text(f"{text}\n", encoding="utf-8", newline="")
    return f"已写出：{out}"


def replay_of(records: Records, scope: Scope, now: RulePack) -> Replay:
    """Judge the records of a scope by its own rules and by others."""
    frames, rules = records.frames(scope), rules_of(scope)
    judged = judge(frames, rules)
    return Replay(evaluate(frames, rules, scope.place, judged=judged), now, judged=judged)


def rules_asked(
    scope: Scope, assignments: list[str], to_rules: str | None, to_rules_on: date | None
) -> RulePack:
    """Return the rules that are supposed.

    Raises:
        UnknownChoice: if nothing is supposed.
        RulePackInvalid: if a value does not read; every one that does not is named.
    """
    if not (assignments or to_rules or to_rules_on):
        raise UnknownChoice(
            "请用--set写明假设的参数，如--set consent_min=80%，或用--to-rules、--to-rules-on指定另一套参数。"
        )
    day = to_rules_on or scope.rules_day
    other = rules_of(scope._replace(rules=named(to_rules or scope.rules), rules_on=day))
    found = supposed(other, joined(assignments))
    if found.refused:
        raise RulePackInvalid(f"不能测算：{refused_words(found)}。")
    return found.rules
