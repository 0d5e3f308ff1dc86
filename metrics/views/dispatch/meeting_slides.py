"""The pages of a dispatch meeting (调度会), from its agenda as it was kept, in its order."""

from collections.abc import Iterator

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import (
    OVERALL,
    PROMISES,
    TOPICS,
    BottomItem,
    ChangesItem,
    Item,
    LastStartsItem,
    MoneyItem,
    OverallItem,
    PromisesItem,
    RedItem,
    StartsItem,
    TopicsItem,
)
from metrics.views.dispatch import overall_slides, region_slides, situation, start_slides
from metrics.views.dispatch.slide import HEADINGS, Names, Slide


def slides(agenda: Agenda, names: Names) -> tuple[Slide, ...]:
    """Lay the agenda out in pages; `names` are the divisions' by code."""
    return tuple(slide for item in agenda.items for slide in _slides(item, agenda, names))


def _slides(item: Item, agenda: Agenda, names: Names) -> Iterator[Slide]:
    match item:
        case OverallItem():
            return situation.slides(item)
        case PromisesItem():
            return overall_slides.promises(item, names)
        case ChangesItem():
            return overall_slides.changes(item)
        case StartsItem():
            return start_slides.every_region(item)
        case LastStartsItem():
            return start_slides.ranked_last(item)
        case RedItem():
            return region_slides.red(item, agenda, names)
        case BottomItem():
            return region_slides.bottom(item, agenda)
        case MoneyItem():
            return overall_slides.money(item)
        case TopicsItem():
            return overall_slides.topics(item)
    raise TypeError(f"no such item: {item.part}")


def outline(agenda: Agenda) -> tuple[str, ...]:
    """List the parts of the agenda with what each is about."""
    listed: dict[str, int] = {}
    for item in agenda.items:
        listed[item.part] = listed.get(item.part, 0) + item.listed
    return tuple(
        heading
        if part == OVERALL
        else f"{heading}（{listed[part]}{'项' if part in (PROMISES, TOPICS) else '个地区'}）"
        for part, heading in HEADINGS.items()
        if part in listed
    )


def subject(agenda: Agenda, key: str | None) -> str:
    """Name what an agenda item is about: its region, else its part; null is the whole meeting."""
    item = next((each for each in agenda.items if each.key == key), None)
    if item is None:
        return "本次会议"
    return str(agenda.regions[item.region].name) if item.region else HEADINGS[item.part]
