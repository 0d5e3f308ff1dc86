"""`python -m exports briefing` and `latest`: the briefing of a data date, of a sealed round, or of a file alone."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from exports import issuing, told_from
from exports.commands import PDF
from exports.latest import is_current, programme, remember
from exports.papers import gathering
from exports.papers.document import Briefing, digests
from exports.papers.proof.manifest import failing
from exports.papers.proof.sealed_records import is_final, sealed_briefing
from exports.pdf.render import render
from exports.sheet_kinds import OFFICIAL, kind_of
from exports.told_from import dated, stored
from exports.writing import target, write_whole
from metrics import command_line
from metrics.console import complain
from metrics.dispatch.issued import Numbered, Paper
from metrics.packs.pack import choices
from metrics.rating.evaluation import Evaluation
from metrics.reading import scope_asked
from metrics.scope import Wanted
from sql.database.engine import session_scope
from sql.database.moments import read
from sql.dispatch import issues


def describe_briefing(parser: ArgumentParser) -> None:
    """Describe the briefing."""
    parser.set_defaults(run=run_briefing)
    parser.add_argument(
        "--out", type=Path, required=True, help="写到哪个文件，如 简报.pdf 或 简报.docx"
    )
    command_line.dated(parser)
    command_line.about(parser, choices())
    command_line.ruled_on(parser)
    parser.add_argument(
        "--issue", type=command_line.number, help="期号，默认顺编；一经印发不再改动"
    )
    parser.add_argument(
        "--cases-at", type=_moment, help="按编制说明所写的登记时刻读取案例库，重印旧简报时用"
    )
    parser.add_argument("--draft", action="store_true", help="加“送审稿”水印")
    told_from.describe(parser)
    parser.add_argument("--before", type=Path, help="与--sealed同用：与哪个更早的封账文件比较")
    parser.add_argument(
        "--system-fonts", action="store_true", help="本机装有方正小标宋、仿宋等正式字体时优先使用"
    )


def run_briefing(
    *,
    wanted: Wanted,
    out: Path,
    issue: int | None,
    cases_at: datetime | None,
    draft: bool,
    system_fonts: bool,
    round: int | None = None,
    sealed: Path | None = None,
    before: Path | None = None,
) -> str:
    """Write the briefing of one data date; unless it is a draft, its number is kept from then on."""
    target(out, *OFFICIAL)
    draw = _drawing(out, system_fonts=system_fonts)
    beside = {"--issue": issue, "--round": round, "--cases-at": cases_at, **dated(wanted)}
    told_from.refuse_beside(sealed, before, told_from.named(beside))
    if sealed is not None:
        made, found = _of_files(sealed, before, place=wanted.place)
        return _written(out, made, draw(_bearing(out, made, lambda: found)))
    with stored(cases_at=cases_at) as records:
        scope = scope_asked(records, wanted, tell=complain)
        make, judged = partial(gathering.briefing, records, scope), records.evaluation
        if round is not None:
            told, own = told_from.of_round(scope, round)
            scope, draft = own.scope(scope.place), draft or not is_final(told)
            make, judged = partial(sealed_briefing, own, scope, told=told), own.evaluation
        paper = gathering.paper_of(records, scope)
        return _issued(
            out, paper, partial(make, draft=draft), lambda made: draw(_bearing(out, made, partial(judged, scope))),
            wanted=issue, draft=draft,
        )  # fmt: skip


def _bearing(out: Path, made: Briefing, judged: Callable[[], Evaluation]) -> Briefing:
    """Attach the failing records to a PDF of figures: who sits at this machine may take them out."""
    bears = kind_of(out.name) == PDF and made.proof is not None and made.proof.judged
    return replace(made, attached=(failing(judged()),)) if bears else made


def _issued(
    out: Path, paper: Paper, make: Callable[[Numbered], Briefing], draw: Callable[[Briefing], bytes],
    *, wanted: int | None, draft: bool,
) -> str:  # fmt: skip
    looked = _looked(paper, wanted)
    take = (lambda: looked) if draft else partial(_taken, paper, wanted)
    briefing, content = issuing.issue(looked, take=take, make=make, draw=draw)
    told = _written(out, briefing, content)
    if not draft:
        with session_scope(writing=True) as session:
            issues.printed(session, paper, *digests(briefing, content))
    return told


def _written(out: Path, briefing: Briefing, content: bytes) -> str:
    size = write_whole(out, content)
    sentence = f"已生成{briefing.masthead}{briefing.issue}（数据截止{briefing.dated}）"
    return f"{sentence}：{out}，{size // 1024:,} KB"


def _of_files(file: Path, before: Path | None, *, place: str | None) -> tuple[Briefing, Evaluation]:
    """Compose the briefing of sealed files alone: a draft, for a file does not know whether its round holds."""
    records = told_from.of_file(file, before)
    scope = records.scope(place)
    made = sealed_briefing(records, scope, Numbered(1), draft=True)
    return made, records.evaluation(scope)


def _drawing(out: Path, *, system_fonts: bool) -> Callable[[Briefing], bytes]:
    """Return what draws a paper as the file's name asks; only a PDF holds fonts."""
    kind = kind_of(out.name)
    return partial(render, system_fonts=system_fonts) if kind == PDF else OFFICIAL[kind]


def _looked(paper: Paper, wanted: int | None) -> Numbered:
    """Return the number that a paper has or would get."""
    with session_scope() as session:
        found = issues.numbered(session, paper)
    return found if wanted in (None, found.number) else Numbered(wanted)


def _taken(paper: Paper, wanted: int | None) -> Numbered:
    with session_scope(writing=True) as session:
        issues.allocate(session, paper, wanted=wanted)
    return _looked(paper, wanted)


def describe_latest(parser: ArgumentParser) -> None:
    """Describe the newest briefing."""
    parser.set_defaults(run=run_latest)
    parser.add_argument("--folder", type=Path, required=True, help="写到哪个文件夹")


def run_latest(*, folder: Path) -> str:
    """Write the briefing of the date pages open with, unless data, rules and words are the same."""
    with stored() as records:
        day = records.opening_date()
        state = f"{records.known()} {programme()}"
    out = target(folder / f"工作简报_{day}.{PDF}", PDF)
    if is_current(out, state):
        return f"数据没有变化，沿用已有简报：{out}"
    sentence = run_briefing(
        wanted=Wanted(as_of=day), out=out, issue=None, cases_at=None, draft=False,
        system_fonts=False,
    )  # fmt: skip
    remember(out, state)
    return sentence


def _moment(text: str) -> datetime:
    try:
        return read(text)
    except ValueError:
        raise ArgumentTypeError(
            f"“{text}”不是登记时刻，应照编制说明填写，如2024-08-01T01:02:03.000000Z"
        ) from None
