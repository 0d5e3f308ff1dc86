"""Whether an order may be sent as it is written, and what its paper says, by the rule of its day."""

from sqlalchemy.orm import Session

from metrics.dispatch.order import Draft, Printed
from metrics.office import issuer_at, name_at
from metrics.rules.value import Rule
from sql.dispatch.journal import EntryRefused
from sql.reported.history import division_names


def refuse_commands(draft: Draft, rule: Rule) -> None:
    """Refuse what a 函 may not be: a command, or a paper to a government or a Party committee.

    Raises:
        EntryRefused: with what to write instead, and the document that asks for it.
    """
    papers = rule.value
    if not papers.letter:
        return
    if draft.unit.strip().endswith(papers.not_to):
        raise EntryRefused(
            f"按照{rule.document}，督办事项不向下级党委、政府发文，"
            "请主送其领导小组办公室或住房和城乡建设主管部门。"
        )
    said = [draft.requirement, *(origin.reason for origin in draft.origins)]
    used = [word for word in papers.avoided if any(word in words for words in said)]
    if used:
        raise EntryRefused(
            f"督办事项以函发出（{rule.document}），不用“{'”“'.join(used)}”，请改写督办事由和督办要求。"
        )


def paper_of(session: Session, place: str, region: str, rule: Rule) -> Printed:
    """Return what the paper of an order says besides its own words, as settings and names are now."""
    names = division_names(session)
    return Printed(
        letter=rule.value.letter, code=issuer_at(place), office=name_at(names.get(place, place)),
        region=names.get(region, region), document=rule.document,
    )  # fmt: skip
