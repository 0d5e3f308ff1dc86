"""`python -m metrics seal` and `verify`: an evaluation as one file, and the proof that it is what it says."""

from argparse import ArgumentParser
from pathlib import Path

from metrics import command_line
from metrics.commands import dated, of_standard, stored_records
from metrics.console import complain
from metrics.packs.pack import rules_of
from metrics.progress.rates import refuse_without_ledger
from metrics.reading import scope_asked
from metrics.scope import Wanted
from metrics.sealing.own_part import own_part
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.verifying import verify
from metrics.sealing.written import written
from metrics.sheets.catalogue import standard as named_standard


def describe_seal(parser: ArgumentParser) -> None:
    """Describe the sealing of an evaluation."""
    parser.set_defaults(run=run_seal)
    dated(parser)
    of_standard(parser)
    parser.add_argument(
        "--out", type=command_line.new_file, required=True, help="写到哪个文件，如 评价.zip"
    )


def run_seal(*, wanted: Wanted, standard: str, out: Path) -> str:
    """Evaluate, and write what was judged and found to a file of which every byte is accounted for."""
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        judged_by = named_standard(standard)
        frames = own_part(records.judged_by(scope, judged_by), scope.place)
        refuse_without_ledger(frames, scope.place)
        newest, sources = records.log_head(), records.sources(frames)
    rules = rules_of(scope)
    made = Circumstances.here(newest.number, newest.digest)
    sealed = seal(frames, rules, scope, made, standard=judged_by, sources=sources)
    with command_line.writing(out) as part:
        part.write_bytes(written(sealed))
    return f"已封存：{out}\n{_told(sealed)}"


def describe_verify(parser: ArgumentParser) -> None:
    """Describe the verification of a sealed evaluation."""
    parser.set_defaults(run=run_verify)
    parser.add_argument("file", type=Path, help="封账文件")


def run_verify(*, file: Path) -> str:
    """Compute everything in a file anew; what differs first is told, with exit code 1."""
    return f"一致：按文件内的记录和参数重新计算，结果与封存的完全相同。\n{_told(verify(file.read_bytes()))}"


def _told(sealed: Seal) -> str:
    scope, made = sealed.scope, sealed.made
    names = dict(sealed.frames.regions.select("region", "name").iter_rows())
    lines = (
        f"范围：{names[scope.place]}，数据截止日期{scope.as_of}，评价年度{scope.year}",
        f"评价标准：{sealed.standard.called}",
        f"参数集：{sealed.rules.called}（{scope.rules_day}有效）",
        f"评价对象：{sealed.scores.height}个地区，记录判定{sealed.verdicts.height}条",
        f"评价摘要（SHA-256）：{sealed.digest}",
        f"封存时操作日志至第{made.log_number}条（{made.log_digest[:12]}），程序版本{made.version}",
    )
    return "\n".join(lines)
