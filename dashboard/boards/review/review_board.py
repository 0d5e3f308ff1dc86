"""What waits for review: the list, and what a city sent without warnings accepted at once; a row opens one."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import data, office
from dashboard.boards.review import one_review
from dashboard.components import address, form_fields, signal_table
from dashboard.components.plain_text import escaped
from metrics.errors import UserError
from metrics.reporting.review.decisions import Decision
from metrics.reporting.review.standing import Reviewed
from metrics.views.reported import review_tables

ALL = ""
NOTHING = "目前没有待本级审核的报送。"
AROUND = 330


def show() -> None:
    """Draw one submission if the address names it, else the list."""
    listed = data.review_todo().review
    asked = address.get("submission")
    if asked:
        one_review.show(asked)
        return
    form_fields.tell(BATCH)
    if not listed:
        st.info(NOTHING)
        st.caption(
            "报送须经几级审核、每级几个工作日，由“系统设置”中的“报送审核级数”和“每级审核时限”规定。"
        )
        return
    _list(listed)


def _list(listed: Sequence[Reviewed]) -> None:
    names, today = data.unit_names(), office.today()
    cities = _cities(listed, names)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        city = ALL
        if len(cities) > 2:
            city = address.choose(
                "city", "所属市州", tuple(cities), default=ALL, text=cities.__getitem__
            )
        some = [each for each in listed if city in (ALL, _city(each))]
        _batch([each for each in some if clean(each)], cities[city])
    st.header(review_tables.sum_words(some, today))
    table = review_tables.waiting(some, names, today)
    picked = signal_table.show(
        table,
        key="reviews",
        pinned="name",
        select="row",
        link="name",
        around=AROUND,
        dense=True,
        hidden=("turn",),
    )
    if picked:
        address.go(submission=picked.key)
    st.caption("点任一行，可看与上次审定数据的差异、审定后的得分和名次，再通过或退回。")


def _city(one: Reviewed) -> str:
    """Return the city that a report is listed under: the unit's first reviewer, of a city itself."""
    first = one.path[0]
    return one.submission.unit if first.endswith("0000") else first


def _cities(listed: Sequence[Reviewed], names: Mapping[str, str]) -> dict[str, str]:
    codes = sorted({_city(each) for each in listed})
    return {ALL: "全部"} | {code: names.get(code, code) for code in codes}


def clean(one: Reviewed) -> bool:
    """Say whether a report came without warnings and without anything that had to be confirmed."""
    return one.submission.warned == 0 and not one.submission.questions


BATCH = "review:batch"


def _batch(listed: Sequence[Reviewed], place: str) -> None:
    """Offer to accept at once what came without warnings."""
    if not listed and not form_fields.was_sent(BATCH):
        return
    with st.popover(f"批量通过（{len(listed)}份无提示）", icon=":material/done_all:"):
        names = data.unit_names()
        told = "、".join(names.get(each.submission.unit, "") for each in listed)
        st.markdown(f"{escaped(place)}没有提示、没有须确认事项的报送：{escaped(told)}。")
        with form_fields.form(BATCH) as form:
            form.button("全部通过")
        form.keep(lambda: _accept(listed), words=str)


def _accept(listed: Sequence[Reviewed]) -> str:
    """Accept each by itself; what was refused meanwhile is told."""
    done, refused = 0, []
    for each in listed:
        sent = each.submission
        wanted = office.Decided(
            submission=sent.id, sha256=sent.file_sha256, decision=Decision.ACCEPTED
        )
        try:
            office.decide_review(wanted)
            done += 1
        except UserError as error:
            refused.append(f"第{sent.id}号：{error}")
    data.look_again()
    return escaped(f"已通过{done}份。{''.join(refused)}")
