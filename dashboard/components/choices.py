"""The bar of choices above every page: place, data date, plan year and rule pack, chosen once."""

from collections.abc import Collection

import streamlit as st

from dashboard import data
from dashboard.components import address, controls, empty_state, pages
from dashboard.components.plain_text import escaped
from dashboard.components.ways import search_field
from metrics.scope import LOCAL, Scope
from metrics.sealing.rounds import Round
from metrics.views.parts import numbers
from metrics.views.rating.round_tables import file_looked_at, looked_at, programme_words
from metrics.views.reported.ahead_words import ahead_words
from metrics.views.reported.review_tables import unsettled_words

_HERE = "scope"


def show() -> Scope | None:
    """Draw the bar and return what is looked at; null while nothing was submitted."""
    address.arrive()
    if not data.anything_reported():
        st.session_state.pop(_HERE, None)
        return None
    bar = st.container(horizontal=True, key="choices", vertical_alignment="center")
    address.complain_into(st.container())
    by_code = pages.entry(controls.page()).by_code
    with st.container(key="unused") if by_code else bar:
        scope, sealed = _bar()
    with bar:
        mark = _mark(scope)
        asked = search_field.show()
    search_field.follow(asked, carried(scope))
    st.session_state[_HERE] = scope
    _printed(scope, mark, sealed)
    if not by_code:
        _say(scope, sealed)
    return scope


def _mark(scope: Scope) -> str | None:
    """Draw the mark of invented records, and the way from them to real ones; null where they are real."""
    mark = data.demo_mark(scope)
    if mark:
        st.badge(mark, color="orange", help="本页数据为系统虚构，仅供演示，不代表任何真实地区。")
        if data.may_begin():
            empty_state.begin_link()
    return mark


def _say(scope: Scope, sealed: Round | None) -> None:
    if sealed is None:
        _say_of_now(scope)
    else:
        _say_sealed(scope, sealed)


def _printed(scope: Scope, mark: str | None, sealed: Round | None) -> None:
    """Say on paper, where the bar is not printed, what the page is about; a meeting tells its own date."""
    asked: tuple[str, ...] = ()
    if sealed is not None:
        asked = (_looked_at(sealed),)
    elif not address.get("meeting"):
        asked = (
            f"截至{numbers.long_day(scope.as_of)}", f"{scope.year}年度计划",
            data.rule_choices()[scope.rules],
        )  # fmt: skip
    told = () if pages.entry(controls.page()).by_code else (data.name_of(scope.place), *asked)
    said = (*told, mark or "")
    with st.container(key="printed"):
        st.caption(escaped("　".join(filter(None, said))))


def _say_of_now(scope: Scope) -> None:
    """Say what is to be known of records as they are now."""
    _say_live()
    _say_former(scope)
    _say_who_is_ahead(scope)
    _say_what_is_unsettled(scope)
    empty_state.waiting_note(scope.place)


def _say_sealed(scope: Scope, sealed: Round) -> None:
    """Say which round (封账轮次) the page tells of, and what of it is of now nevertheless."""
    mixed = pages.entry(controls.page()).mixed and not data.only_sealed()
    also = "；督办单、会议承诺和报送情况为当前数据" if mixed else ""
    if wrong := data.seal_mistake(sealed.id):
        st.error(escaped(wrong))
        if controls.page() != "rounds":
            st.stop()
    elif other := programme_words(data.made_with(sealed.id)):
        also = f"{also}；{other}"
    _refuse_another_standard(scope)
    with st.container(horizontal=True, key="sealed_note", vertical_alignment="center"):
        st.caption(escaped(f"正在查看{_looked_at(sealed)}{also}"), width="content")
        if controls.page() != "rounds":
            pages.link(
                "rounds", label="查看该轮次", icon=":material/lock:", query_params=carried(scope)
            )


def _looked_at(sealed: Round) -> str:
    return file_looked_at(sealed) if data.only_sealed() else looked_at(sealed)


def _refuse_another_standard(scope: Scope) -> None:
    """End a page that knows the 36 only where the round was judged by a score sheet (考核细则)."""
    if pages.entry(controls.page()).any_standard:
        return
    standard = data.sealed_sheet(scope)
    if standard is not None:
        st.info(escaped(f"所选封账轮次按《{standard.called}》评价，本页只反映衡量标准的结果。"))
        pages.link("sheets", label="查看考核细则评价", icon=":material/scoreboard:",
            query_params=carried(scope),
        )  # fmt: skip
        st.stop()


def _say_live() -> None:
    """Say on a page that tells of now that the round chosen elsewhere has no effect on it."""
    if pages.entry(controls.page()).live and address.standing("round"):
        st.caption("本页为当前数据，不随所选的封账轮次变化。")


def _say_what_is_unsettled(scope: Scope) -> None:
    """Name the units whose newest report does not count yet, because it is under review (审核)."""
    units = data.unsettled_units(scope)
    if units:
        with st.container(horizontal=True, key="unsettled", vertical_alignment="center"):
            st.caption(escaped(unsettled_words(units, data.unit_names())), width="content")
            pages.link("reporting", label="查看报送情况", icon=":material/fact_check:",
                query_params=carried(scope),
            )  # fmt: skip


def _say_former(scope: Scope) -> None:
    """Say that a date before a change of divisions (区划调整) is told under the code of then."""
    heir, _ = data.succeeded(scope.place)
    if heir:
        name = escaped(data.unit_names().get(scope.place, scope.place))
        day = numbers.day(scope.as_of)
        st.caption(f"{day}在区划调整之前，按当时的代码{scope.place}（{name}）列出。")


def _say_who_is_ahead(scope: Scope) -> None:
    """Name the units with later reports where the page opens with an earlier date by itself."""
    if scope.as_of == data.default_date(scope.place):
        words = ahead_words(data.units_ahead(scope.place, scope.as_of), scope.as_of)
        if words:
            with st.container(horizontal=True, key="ahead", vertical_alignment="center"):
                st.caption(escaped(words), width="content")
                pages.link("reporting", label="查看报送情况", icon=":material/fact_check:",
                    query_params=carried(scope),
                )  # fmt: skip


def _bar() -> tuple[Scope, Round | None]:
    own = data.own_place()
    places = data.offered_places(*address.standing("place"), *([] if own is None else [own]))
    _follow(places)
    place = address.choose(
        "place", "范围", tuple(places), default=_opens_with(places, own), text=places.__getitem__,
        searched=True,
    )  # fmt: skip
    sealed = _round(place)
    if sealed is not None:
        own = data.code_at(place, sealed.scope.as_of)
        return sealed.scope._replace(place=own), sealed
    days = (*data.dates(place), *data.dates_before(place))
    day = address.choose(
        "as_of", "数据截止日期", days, default=data.default_date(place),
        text=lambda d: f"截至 {numbers.day(d)}",
    )  # fmt: skip
    then = data.code_at(place, day)
    year = address.choose(
        "year",
        "计划年度",
        data.years(then, day),
        default=data.default_year(then, day),
        text=lambda y: f"{y}年度计划",
    )
    return Scope(then, day, year, _rules()), None


def _round(place: str) -> Round | None:
    """Offer the sealed rounds (封账轮次) that tell of a place; null looks at what is in force now.

    A page that tells of now offers none.
    """
    if pages.entry(controls.page()).live:
        return None
    offered = {str(one.id): one for one in data.rounds(place)}
    if not offered and address.get("round") is None:
        return None
    codes = tuple(offered) if data.only_sealed() else ("", *offered)
    chosen = address.choose(
        "round", "封账轮次", codes, default=codes[0],
        text=lambda code: _called(offered[code], place) if code else "当前数据（未封账）",
    )  # fmt: skip
    return offered.get(chosen)


def _called(one: Round, place: str) -> str:
    """Name a round by what never changes of it: an option under another name is no longer chosen."""
    if data.only_sealed():
        return f"封账 {numbers.day(one.scope.as_of)}"
    whose = "" if one.scope.place == place else data.name_of(one.scope.place)
    return f"{whose}{one.called}封账"


def _follow(places: Collection[str]) -> None:
    """Open the division that took over where the address names one that ended (区划调整)."""
    named = address.get("place")
    if named is None or named in places:
        return
    heir, told = data.succeeded(named)
    if heir in places:
        address.answer("place", heir, f"{escaped(told)}")


def _opens_with(places: Collection[str], own: str | None) -> str:
    """Return the place that a visit opens with: his own of a city or county, else the first."""
    return own if own is not None and own in places else next(iter(places))


def _rules() -> str:
    offered = data.rule_choices()
    name: str = address.choose(
        "rules", "参数集", tuple(offered), default=LOCAL, text=offered.__getitem__
    )
    return name


def carried(scope: Scope) -> dict[str, str]:
    """Return the choices as the address writes them: a page opened from another keeps them so."""
    heir, _ = data.succeeded(scope.place)
    return {
        "place": heir or scope.place,
        "as_of": numbers.day(scope.as_of),
        "year": str(scope.year),
        "rules": scope.rules,
        **({} if scope.round is None else {"round": str(scope.round)}),
    }


def current() -> Scope | None:
    """Return what the bar of this run says; null while nothing was submitted."""
    scope: Scope | None = st.session_state.get(_HERE)
    return scope
