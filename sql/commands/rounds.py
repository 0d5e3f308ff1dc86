"""Rounds of evaluation (封账轮次) without the pages: sealed, checked, published, made final, taken out, verified."""

from pathlib import Path

from metrics import command_line
from metrics.command_line import Parser, Table, division, new_file, with_commands
from metrics.console import complain
from metrics.packs import pack as packs
from metrics.reading import scope_asked
from metrics.scope import Wanted
from metrics.sealing.rounds import Round
from metrics.sheets.catalogue import standard as standard_of
from metrics.sheets.catalogue import standard_names
from metrics.standards.catalogue import NATIONAL
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.records import StoredRecords
from sql.reported.history import division_names
from sql.sealed import rounds, steps

COMMANDS: Table = (
    ("seal", "封账：评价并封存为新的轮次", "sql.commands.rounds:seal"),
    ("list", "列出封账轮次", "sql.commands.rounds:list_"),
    ("check", "复核通过一个轮次", "sql.commands.rounds:check"),
    ("return", "复核退回一个轮次，须写明原因", "sql.commands.rounds:return_"),
    ("publish", "核验并公示一个轮次", "sql.commands.rounds:publish"),
    ("final", "定稿：公示期满且异议全部裁定", "sql.commands.rounds:final"),
    ("withdraw", "作废一个轮次，须写明原因", "sql.commands.rounds:withdraw"),
    ("export", "取出一个轮次的封账文件", "sql.commands.rounds:export"),
    ("verify", "核验一个轮次：重新计算并比对", "sql.commands.rounds:verify_"),
)
NONE = "还没有封账轮次。"
STEPS = {
    "check": (steps.check, "已复核通过"), "return": (steps.send_back, "已复核退回"),
    "final": (steps.finish, "已定稿"), "withdraw": (steps.withdraw, "已作废"),
}  # fmt: skip


def round_(parser: Parser) -> None:
    """Describe what can be done with rounds."""
    with_commands(parser, COMMANDS)


def seal(parser: Parser) -> None:
    """Describe sealing."""
    parser.set_defaults(run=run_seal)
    command_line.dated(parser)
    command_line.about(parser, packs.choices())
    command_line.ruled_on(parser)
    parser.add_argument("--title", required=True, help="轮次的标题，如 2024年上半年评价")
    parser.add_argument(
        "--standard", choices=standard_names(), default=NATIONAL.code,
        help="评价标准：衡量标准或考核细则，默认衡量标准",
    )  # fmt: skip
    parser.add_argument("--by", help="经办人")


def run_seal(*, wanted: Wanted, title: str, standard: str, by: str | None) -> str:
    """Judge, and keep what was judged as a round."""
    ensure_ready()
    with session_scope() as session:
        scope = scope_asked(StoredRecords(session), wanted, tell=complain)
        asked = scope._replace(rules_on=scope.rules_day)
        judged = rounds.judged(session, asked, standard=standard_of(standard))
    with session_scope(writing=True) as session:
        number = rounds.keep(session, judged, title=title, by=by)
        return f"已封账：{_told(rounds.one(session, number), division_names(session))}"


def list_(parser: Parser) -> None:
    """Describe the list."""
    parser.set_defaults(run=run_list)
    parser.add_argument("--place", type=division, help="只列一个地区（行政区划代码）的轮次")


def run_list(*, place: str | None) -> str:
    """List rounds, one a line, the last sealed first."""
    ensure_ready()
    with session_scope() as session:
        names = division_names(session)
        listed = [
            _told(one, names)
            for one in rounds.rounds(session, places=None if place is None else [place])
        ]
    return "\n".join(listed) or NONE


def _told(one: Round, names: dict[str, str]) -> str:
    window = "" if one.window is None else f"　公示{one.window[0]}至{one.window[1]}"
    place = names.get(one.scope.place, one.scope.place)
    return (
        f"编号{one.id}　{place}{one.called}　截至{one.scope.as_of}　{one.state}{window}　"
        f"评价摘要{one.digest[:12]}　{one.title}"
    )


def check(parser: Parser) -> None:
    """Describe checking."""
    _step(parser, "check")


def return_(parser: Parser) -> None:
    """Describe sending back."""
    _step(parser, "return", reason=True)


def final(parser: Parser) -> None:
    """Describe making final."""
    _step(parser, "final")


def withdraw(parser: Parser) -> None:
    """Describe withdrawing."""
    _step(parser, "withdraw", reason=True)


def publish(parser: Parser) -> None:
    """Describe publishing."""
    parser.set_defaults(run=run_publish)
    _said(parser, reason=False)


def _step(parser: Parser, step: str, *, reason: bool = False) -> None:
    parser.set_defaults(run=run_step, step=step)
    _said(parser, reason=reason)


def _said(parser: Parser, *, reason: bool) -> None:
    _number(parser)
    parser.add_argument(
        "--reason" if reason else "--words", required=reason, default="", dest="words",
        help="原因" if reason else "说明",
    )  # fmt: skip
    parser.add_argument("--by", help="经办人")


def _number(parser: Parser) -> None:
    parser.add_argument("round", type=int, metavar="编号", help="轮次的编号，见 round list")


def run_step(*, step: str, round: int, words: str, by: str | None) -> str:
    """Take a step."""
    ensure_ready()
    write, done = STEPS[step]
    with session_scope(writing=True) as session:
        write(session, round=round, words=words, by=by)
        return f"{done}：{_told(rounds.one(session, round), division_names(session))}"


def run_publish(*, round: int, words: str, by: str | None) -> str:
    """Compute a round anew, then publish it."""
    ensure_ready()
    with session_scope() as session:
        proof = steps.proved(session, round)
    with session_scope(writing=True) as session:
        steps.publish(session, proof=proof, round=round, words=words, by=by)
        return f"已公示：{_told(rounds.one(session, round), division_names(session))}"


def export(parser: Parser) -> None:
    """Describe taking out the file."""
    parser.set_defaults(run=run_export)
    _number(parser)
    parser.add_argument("--out", type=new_file, required=True, help="写到哪个文件，如 评价.zip")


def run_export(*, round: int, out: Path) -> str:
    """Write the file of a round."""
    ensure_ready()
    with session_scope() as session:
        file = rounds.file_of(session, round)
    with command_line.writing(out) as part:
        part.write_bytes(file)
    return f"已取出封账文件：{out}"


def verify_(parser: Parser) -> None:
    """Describe the proof."""
    parser.set_defaults(run=run_verify)
    _number(parser)


def run_verify(*, round: int) -> str:
    """Prove a round; what differs first is told, with exit code 1."""
    ensure_ready()
    with session_scope() as session:
        return steps.proved(session, round).words
