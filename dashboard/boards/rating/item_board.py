"""One item for one region: its measures, the clause and rules behind them, the records behind those."""

from dashboard import data, objection_book
from dashboard.boards.cases import cases_beside
from dashboard.boards.rating import evidence_board, measure_order, rules_in_force, trail
from dashboard.components import address, choices, pages, signal_table
from metrics.scope import Scope
from metrics.views.parts import wording
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of
from metrics.views.tracing import codes


def exists(scope: Scope) -> bool:
    """Say whether region, item and measure in the address exist; what is not there is no fault."""
    region, item, measure = (address.get(name) for name in ("region", "item", "measure"))
    evaluation = data.evaluation(scope)
    standard = evaluation.standard
    return (
        (region is None or region in data.divisions_inside(scope))
        and (item is None or item in standard.by_code)
        and (measure is None or measure in standard.measures)
    )


def show(scope: Scope) -> None:
    """Draw the measures of the item and, for the one chosen, rules and records."""
    evaluation = data.evaluation(scope)
    names = names_of(evaluation)
    region, item = address.get("region") or scope.place, address.get("item") or ""
    indicator = evaluation.standard.by_code[item]
    trail.show([("", wording.INDICATORS), ("item", f"{names[region]}　{item} {indicator.title}")])
    measures = {measure.code: measure for measure in indicator.measures}
    measure = measures.get(address.get("measure") or "", indicator.measures[0])
    _measures(scope, region=region, item=item, chosen=measure.code)
    rules_in_force.show(evaluation, measure, sorted(data.regions_below(scope, region)))
    cases_beside.show(scope, region=region, item=item)
    measure_order.show(scope, region=region, measure=measure.code)
    _to_object(scope, region=region, measure=measure.code)
    evidence_board.show(scope, measure=measure.code, region=region)


def _to_object(scope: Scope, *, region: str, measure: str) -> None:
    """Lead to the objection to this figure of a round, whoever may raise one today."""
    code = objection_book.code_to_object(scope, region=region, figure=measure)
    if code:
        pages.link("objections", label="对这一数字提出异议", icon=":material/balance:",
            query_params={**choices.carried(scope), "code": code},
        )  # fmt: skip


def _measures(scope: Scope, *, region: str, item: str, chosen: str) -> None:
    own, code_of = data.evaluation(scope), data.codes_of(scope)
    table = codes.beside(
        indicator_tables.measures_of_item(own, region, item, objected=data.objected(scope)),
        lambda measure: code_of(measure, region),
    )
    picked = signal_table.show(
        table, key="measures", select="row", link="title", chosen=chosen, pinned="title"
    )
    if picked and picked.key != chosen:
        address.go(measure=picked.key, verdict="all", p="1")
