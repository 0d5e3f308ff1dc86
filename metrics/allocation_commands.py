"""`python -m metrics allocate`: a pool shared out by a scheme, from a sealed round or a file of factors."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from metrics import command_line
from metrics.allocation.adjusting import REDISTRIBUTE, WITHHOLD
from metrics.allocation.allocate import allocate
from metrics.allocation.by_factors import LARGEST_REMAINDER, SAINTE_LAGUE, Options
from metrics.allocation.catalogue import scheme as named_scheme
from metrics.allocation.catalogue import scheme_names
from metrics.allocation.errors import FactorsRefused, NotAllocated
from metrics.allocation.factor_file import FactorFile, read_factors
from metrics.allocation.from_seal import (
    EXCLUDE,
    HALVE,
    KEEP,
    NO_CONSEQUENCE,
    SEALED,
    Consequence,
    SealedClaims,
    sealed_claims,
)
from metrics.allocation.result import Step
from metrics.allocation.scheme import STOPPED, Scheme
from metrics.errors import UnknownChoice
from metrics.sealing.verifying import verify
from metrics.views.printed.allocation import ALLOCATED

_FEN = re.compile(r"[1-9][0-9]{0,17}")


def pool(text: str) -> int:
    """Read a pool given as an option: whole 分 above 0."""
    if not _FEN.fullmatch(text):
        raise ArgumentTypeError(
            f"“{text}”不是资金数，应为大于0的整数分，如 1000000000（即1000万元）"
        )
    return int(text)


def describe_allocate(parser: ArgumentParser) -> None:
    """Describe the allocation."""
    parser.set_defaults(run=run_allocate)
    parser.add_argument(
        "--scheme", required=True, metavar="办法", help=f"分配办法：{'、'.join(scheme_names())}"
    )
    parser.add_argument("--pool-fen", type=pool, required=True, help="资金池，整数分")
    parser.add_argument("--seal", type=Path, help="封账文件：取其年度计划数、得分、等次和否决项")
    parser.add_argument(
        "--factors", type=Path,
        help="因素表（CSV），首行为列名：region、办法所用各列，以及可留空的excluded（是）、multiplier（如1/2）、"
        "cap_fen、floor_fen；与--seal同用时只补充困难系数、封顶、保底等",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", default=[], dest="choices", metavar="开关=值",
        help="办法中未见原件的取值，可写多次，如 --set by_score=linear",
    )  # fmt: skip
    _modes(parser)
    parser.add_argument("--format", choices=list(ALLOCATED), default="table")
    parser.add_argument("--out", type=command_line.new_file, help="写到哪个文件")


def _modes(parser: ArgumentParser) -> None:
    modes, effects = [REDISTRIBUTE, WITHHOLD], [KEEP, EXCLUDE, HALVE]
    parser.add_argument(
        "--method", choices=[LARGEST_REMAINDER, SAINTE_LAGUE], default=LARGEST_REMAINDER,
        help="取整办法：最大余数法（默认）或圣拉古法（资金减少时没有地区增加）",
    )  # fmt: skip
    parser.add_argument(
        "--halved", choices=modes, default=REDISTRIBUTE, help="按乘数减下的资金：再分（默认）或暂扣"
    )
    parser.add_argument(
        "--excluded", choices=modes, default=REDISTRIBUTE, help="不予分配的资金：再分（默认）或暂扣"
    )
    parser.add_argument(
        "--level", choices=["county", "city"], default="county", help="封账文件中分到哪一级"
    )
    parser.add_argument(
        "--vetoed", choices=effects, default=KEEP,
        help="封账评价中被一票否决的：不影响资金（默认）、不予分配或减半",
    )  # fmt: skip
    parser.add_argument("--least-grade", default="", help="封账评价中的最低等次，如 中")
    parser.add_argument(
        "--below",
        choices=effects[1:],
        default=EXCLUDE,
        help="低于最低等次的：不予分配（默认）或减半",
    )


def run_allocate(
    *, scheme: str, pool_fen: int, seal: Path | None, factors: Path | None, choices: Sequence[str],
    method: str, halved: str, excluded: str, level: str, vetoed: str, least_grade: str, below: str,
    format: str, out: Path | None,
) -> str:  # fmt: skip
    """Share the pool out and print, or write to a file."""
    chosen = named_scheme(scheme, assigned(choices))
    if chosen.kind == STOPPED:
        raise NotAllocated(f"{chosen.name}：{chosen.reason}。")
    consequence = Consequence(vetoed, least_grade, below)
    if seal is not None:
        found = _sealed(chosen, seal, factors, level, consequence)
    elif factors is None:
        raise UnknownChoice("请用--seal指定封账文件，或用--factors指定因素表。")
    elif consequence._replace(below=EXCLUDE) != NO_CONSEQUENCE:
        raise UnknownChoice("--vetoed、--least-grade只用于封账文件，请同时指定--seal。")
    else:
        told = _told(chosen, factors)
        found = SealedClaims(told.claims, tuple(_unread(told)), {})
    options = Options(method=method, halved=halved, excluded=excluded)
    allocation = allocate(chosen, pool_fen, found.claims, options, preface=found.preface)
    text = ALLOCATED[format](allocation, found.names)
    if out is None:
        return text
    with command_line.writing(out) as part:
        part.write_text(
            f"{text}\n", encoding="utf-8" if format == "json" else "utf-8-sig", newline=""
        )
    return f"已写出：{out}"


def assigned(choices: Sequence[str]) -> Mapping[str, object]:
    """Read switches given as name=value; a value is read as in the file of a scheme."""
    told: dict[str, object] = {}
    for choice in choices:
        name, sign, value = choice.partition("=")
        if not sign or name in told:
            raise UnknownChoice(f"“{choice}”应写作 开关=值，每个开关只写一次，如 by_score=linear。")
        try:
            told[name] = yaml.safe_load(value)
        except yaml.YAMLError:
            raise UnknownChoice(f"“{choice}”的值不能读取。") from None
    return told


def _told(scheme: Scheme, factors: Path, beside: Sequence[str] | None = None) -> FactorFile:
    return read_factors(factors.read_bytes(), scheme, beside=beside)


def _unread(told: FactorFile) -> Iterator[Step]:
    if told.unread:
        yield Step(f"因素表中的{'、'.join(told.unread)}列不用于本办法，没有读取。")


def _sealed(
    scheme: Scheme, seal: Path, factors: Path | None, level: str, consequence: Consequence
) -> SealedClaims:
    """Return the claims of a seal that is computed anew first, with what a file of factors adds."""
    sealed = verify(seal.read_bytes())
    beside = [name for name in scheme.needs if name not in SEALED]
    told = FactorFile((), ()) if factors is None else _told(scheme, factors, beside)
    both = [name for name in told.unread if name in SEALED]
    if both:
        raise FactorsRefused(f"因素表的{'、'.join(both)}列已由封账文件给出，不得另填，请删去。")
    given = {claim.region: claim for claim in told.claims}
    return sealed_claims(sealed, scheme, level=level, given=given, consequence=consequence)
