"""The way from the pool to the 分 in sentences and tables, as an auditor does it again on paper."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from metrics.allocation import adjusting
from metrics.allocation.by_factors import LARGEST_REMAINDER, TOGETHER, Rounding, Shared
from metrics.allocation.exact_text import exact, percent, plain, yuan
from metrics.allocation.factors import Weighed
from metrics.allocation.limits import CAP
from metrics.allocation.result import Step
from metrics.allocation.scheme import BANDS, LINEAR, SCORE, UNOFFICIAL, Scheme, Switch

METHODS = {
    "largest_remainder": (
        "最大余数法：先取整数分，余下的分依次给小数部分大者，相同的给份额大者，再相同的给行政区划代码小者，"
        "每地1分"
    ),
    "sainte_lague": "圣拉古法：逐分给“份额÷（2×已得分数＋1）”最大者，相同的给份额大者，再相同的给行政区划代码小者",
}  # fmt: skip
MODES = {
    adjusting.REDISTRIBUTE: "减下的资金由其他地区按份额再分",
    adjusting.WITHHOLD: "减下的资金暂扣，列入预留",
}
CODE = "行政区划代码"
MOST_NAMED = 20
"""So many regions are named in a sentence; of more, their number."""


def opening(scheme: Scheme, pool_fen: int) -> Iterator[Step]:
    """Tell the scheme with its document, how sure it is, what was assumed, and the pool."""
    held = f"{scheme.since or '不明'}起" + (f"至{scheme.until}" if scheme.until else "")
    yield Step(
        f"{UNOFFICIAL}。办法：{scheme.name}；依据：{scheme.document}；施行：{held}；核对情况：{scheme.label}。"
    )
    for switch in scheme.switches:
        kind = "本系统默认" if switch.assumed else "本次选定"
        yield Step(f"{kind}：{switch.label}＝{_value(scheme, switch)}（{switch.note}）。")
    yield Step(f"资金池{pool_fen}分（{yuan(pool_fen)}元）。")


def _value(scheme: Scheme, switch: Switch) -> str:
    """Return the value of a switch as officers read it; tables by the labels of their columns or as bands."""
    if not isinstance(switch.value, Mapping):
        return switch.said
    columns = scheme.columns
    return "，".join(
        f"{columns[key].label if key in columns else f'{key}分起'}{value}"
        for key, value in switch.value.items()
    )


def by_factors(shared: Shared) -> Iterator[Step]:
    """Tell an allocation by factors."""
    if len(shared.pools) > 1:
        parts = zip(shared.scheme.parts, shared.pools, strict=True)
        told = "，".join(f"{part.name}{percent(part.share)}即{fen}分" for part, fen in parts)
        yield Step(f"资金池分为：{told}。")
    for weighed in shared.weighed:
        yield _weighed(weighed)
    yield from _adjusted(shared)
    for rounding in shared.roundings:
        yield from _bounded(rounding, shared)
        yield from _rounded(rounding, shared)
    yield from _withheld(shared)


def _weighed(weighed: Weighed) -> Step:
    part = weighed.part
    sums = "；".join(
        f"{factor.label}权重{percent(factor.weight)}"
        f"{'，乘困难系数' if factor.by_k else ''}，各地合计{exact(total)}"
        for factor, total in zip(part.factors, weighed.totals, strict=True)
    )
    formula = "份额＝Σ权重×本地÷各地合计"
    if part.by_score:
        formula += "，再乘绩效调节系数，按各地之和折算"
    heads = [CODE]
    for factor in part.factors:
        heads += [factor.label, *(("困难系数",) if factor.by_k else ()), "计入", "折算份额"]
    heads += ["得分", "调节系数"] if part.by_score else []
    rows = tuple(_line(weighed, at) for at in range(len(weighed.claims)))
    return Step(f"{part.name}：{sums}。{formula}。{_coefficient(weighed)}", (*heads, "份额"), rows)


def _coefficient(weighed: Weighed) -> str:
    if weighed.part.by_score == LINEAR:
        return "绩效调节系数为得分。"
    if weighed.part.by_score == BANDS:
        told = "，".join(f"{plain(low)}分起{plain(value)}" for low, value in weighed.part.bands)
        return f"绩效调节系数：{told}。"
    return ""


def _line(weighed: Weighed, at: int) -> tuple[str, ...]:
    claim, part = weighed.claims[at], weighed.part
    cells = [claim.region]
    for term in weighed.terms(claim):
        cells += [plain(term.figure), *(() if term.k is None else (plain(term.k),))]
        cells += [exact(term.counted), exact(term.share)]
    if part.by_score:
        score = claim.figures[SCORE]
        cells += [plain(score), plain(part.coefficient(score))]
    return (*cells, exact(Fraction(weighed.weights[at], weighed.whole)))


def _adjusted(shared: Shared) -> Iterator[Step]:
    out = [claim for claim in shared.claims if claim.excluded]
    if out:
        mode = MODES[shared.options.excluded]
        told = tuple((claim.region, claim.excluded) for claim in out)
        yield Step(f"不予分配的{len(out)}个，{mode}。", (CODE, "原因"), told)
    less = [claim for claim in shared.claims if claim.multiplier != 1 and not claim.excluded]
    if less:
        rows = tuple((claim.region, str(claim.multiplier), claim.multiplied) for claim in less)
        yield Step(
            f"按乘数减少的{len(less)}个，{MODES[shared.options.halved]}。",
            (CODE, "乘数", "原因"),
            rows,
        )


def _bounded(rounding: Rounding, shared: Shared) -> Iterator[Step]:
    filled, claims = rounding.filled, shared.claims
    if rounding.name == TOGETHER:
        yield Step("有封顶或保底的，各部分按金额合并为一个份额，一次取整。")
    for number, fixed in enumerate(filled.rounds, 1):
        rows = tuple(
            (claims[at].region, _bound(filled.fixed[at][1]), str(filled.fixed[at][0]))
            for at in fixed
        )
        yield Step(
            f"第{number}轮：超出封顶或不足保底的按封顶、保底数确定，其余资金由其余地区按份额再分。",
            (CODE, "限额", "金额（分）"), rows,
        )  # fmt: skip


def _rounded(rounding: Rounding, shared: Shared) -> Iterator[Step]:
    filled, claims = rounding.filled, shared.claims
    portions = [rounding.portion(at) for at in range(len(claims))]
    lines = tuple(
        (claim.region, exact(each.share), exact(each.quota), str(each.base_fen), str(each.remainder_fen),
         str(fen))
        for claim, each, fen in zip(claims, portions, rounding.fens, strict=True)
    )  # fmt: skip
    base = sum(each.base_fen for each in portions)
    odd = filled.placed_fen - base
    yield Step(
        f"{rounding.name}{rounding.pool_fen}分取整，{METHODS[shared.options.method]}。"
        f"整数分合计{base}，余{odd}分{_who(lines, shared)}。",
        (CODE, "份额", "应得（分）", "整数分", "余分", "得（分）"), lines,
    )  # fmt: skip
    if filled.unplaced_fen:
        yield Step(f"各地均已封顶，{filled.unplaced_fen}分无处可分，列入预留。")


def _who(rows: Sequence[tuple[str, ...]], shared: Shared) -> str:
    if shared.options.method != LARGEST_REMAINDER:
        return ""
    got = [row[0] for row in rows if row[4] == "1"]
    if len(got) > MOST_NAMED:
        return f"，由{len(got)}个地区各得1分（见表）"
    return f"，由{'、'.join(got)}各得1分" if got else ""


def _bound(limit: str) -> str:
    return "封顶" if limit == CAP else "保底"


def _withheld(shared: Shared) -> Iterator[Step]:
    rows = tuple(
        (claim.region, str(given), str(kept), str(given - kept))
        for claim, given, kept in zip(shared.claims, shared.given, shared.withheld, strict=True)
        if kept
    )
    if rows:
        yield Step(
            "暂扣：先按全额计算，再按乘数向下取整发给，其余暂扣。",
            (CODE, "全额（分）", "暂扣（分）", "发给（分）"), rows,
        )  # fmt: skip


def closing(pool_fen: int, given_fen: int, withheld_fen: int) -> Step:
    """Add up once more."""
    reserve = f"，预留{withheld_fen}分" if withheld_fen else ""
    return Step(
        f"验算：各地合计{given_fen}分{reserve}，共{given_fen + withheld_fen}分，等于资金池{pool_fen}分。"
    )
