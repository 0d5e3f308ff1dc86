"""Review of submissions (审核) without the pages: what waits, accepting and returning."""

from argparse import ArgumentTypeError

from metrics.command_line import Parser, Table, division, with_commands
from metrics.errors import UnknownChoice
from metrics.records.findings import CellError
from metrics.records.reports import Submission
from metrics.reporting.review.decisions import Decision
from metrics.reporting.review.standing import Reviewed
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported import history
from sql.reported.review.decide import Decided, decide, objection_at
from sql.reported.review.read import standing

COMMANDS: Table = (
    ("list", "列出待审核的报送，最早到期的在前", "sql.commands.review:list_"),
    ("accept", "审核通过一份或几份报送", "sql.commands.review:accept"),
    ("return", "退回一份报送，须写明原因", "sql.commands.review:return_"),
)
NONE = "没有待审核的报送。"


def review(parser: Parser) -> None:
    """Describe what can be done with submissions under review."""
    with_commands(parser, COMMANDS)


def list_(parser: Parser) -> None:
    """Describe the list of what waits."""
    parser.set_defaults(run=run_list)
    parser.add_argument("--reviewer", type=division, help="只列待该级（行政区划代码）审核的")


def accept(parser: Parser) -> None:
    """Describe accepting."""
    parser.set_defaults(run=run_accept)
    parser.add_argument("submissions", type=int, nargs="+", metavar="编号", help="报送的编号")
    _reviewer(parser)


def return_(parser: Parser) -> None:
    """Describe returning."""
    parser.set_defaults(run=run_return)
    parser.add_argument("submission", type=int, metavar="编号", help="报送的编号")
    parser.add_argument("--reason", required=True, help="退回的原因，随退回通知报送单位")
    parser.add_argument(
        "--cell", type=cell, action="append", default=[], dest="cells", metavar="工作表!单元格=意见",
        help="要求更正的单元格，可写多次，如“资金!D5=与凭证不符”",
    )  # fmt: skip
    _reviewer(parser)


def _reviewer(parser: Parser) -> None:
    parser.add_argument(
        "--reviewer", type=division, help="以哪一级（行政区划代码）的名义，默认为轮到审核的一级"
    )


def cell(typed: str) -> CellError:
    """Read 工作表!单元格=意见."""
    place, _, words = typed.partition("=")
    sheet, _, where = place.partition("!")
    if not (sheet.strip() and where.strip() and words.strip()):
        raise ArgumentTypeError("应写作“工作表!单元格=意见”，如“资金!D5=与凭证不符”")
    return objection_at(sheet.strip(), where.strip().upper(), words.strip())


def run_list(*, reviewer: str | None) -> str:
    """List what waits, one a line."""
    ensure_ready()
    with session_scope() as session:
        waiting = [
            each
            for each in standing(session)
            if each.turn is not None and reviewer in (None, each.turn)
        ]
        names = history.division_names(session)
    waiting.sort(key=lambda each: (str(each.due), each.submission.id))
    return "\n".join(_told(each, names) for each in waiting) or NONE


def _told(one: Reviewed, names: dict[str, str]) -> str:
    sent, turn = one.submission, str(one.turn)
    return (
        f"第{sent.id}号　{sent.unit}{names.get(sent.unit, '')}　截至{sent.data_date}　{one.state}　"
        f"待{names.get(turn, turn)}审核，{one.due}前"
    )


def run_accept(*, submissions: list[int], reviewer: str | None) -> str:
    """Accept submissions, all or none."""
    return _decide(submissions, Decision.ACCEPTED, reviewer=reviewer)


def run_return(
    *, submission: int, reason: str, cells: list[CellError], reviewer: str | None
) -> str:
    """Return one submission."""
    return _decide([submission], Decision.RETURNED, reviewer=reviewer, reason=reason, cells=cells)


def _decide(
    numbers: list[int], decision: Decision, *, reviewer: str | None, reason: str = "",
    cells: list[CellError] | None = None,
) -> str:  # fmt: skip
    ensure_ready()
    with session_scope(writing=True) as session:
        listed = {each.id: each for each in history.submissions(session)}
        for number in numbers:
            wanted = Decided(
                submission=number, sha256=_sent(listed, number).file_sha256, decision=decision,
                reason=reason, cells=cells or (), reviewer=reviewer,
            )  # fmt: skip
            decide(session, wanted)
    done = "已审核通过" if decision is Decision.ACCEPTED else "已退回"
    return f"{done}：第{'、'.join(map(str, numbers))}号报送。"


def _sent(listed: dict[int, Submission], number: int) -> Submission:
    if number not in listed:
        raise UnknownChoice(f"没有第{number}号报送，请在报送记录中核对编号。")
    return listed[number]
