"""From every page with choices to others near and far in the menu, in one visit, with choices made.

A control that stands on two pages is another one in the browser: what was chosen on the first page
must stand on the second, or give way to its default, and never come back empty.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from dashboard.components.pages import FIRST, SECTIONS, Entry
from tests.browser.conftest import READY, settled
from tests.browser.reading_aloud import hindrances

SECTION = {entry: name for name, pages in SECTIONS.items() for entry in pages if entry.listed}
FILTERS = ".st-key-filters, .st-key-promise_filters"
SEGMENTS = '[role="radiogroup"]'
CHOSEN = '[role="radio"][aria-checked="true"]'


APART = (1, 5)
"""How far apart in the menu, counted round, the pages lie that are opened one after the other."""


def ways(pages: Sequence[Entry]) -> set[tuple[Entry, Entry]]:
    """Return the pairs of pages that are walked: from each page to others near and far."""
    there = len(pages)
    pairs = {(pages[at], pages[(at + far) % there]) for at in range(there) for far in APART}
    return {(one, other) for one, other in pairs if one != other}


def every_way(pages: Sequence[Entry]) -> list[Entry]:
    """Return a round that goes each of the ways exactly once (Hierholzer)."""
    listed = sorted(ways(pages))
    left = {page: [other for one, other in listed if one == page] for page in pages}
    trail, found = [pages[0]], []
    while trail:
        if left[trail[-1]]:
            trail.append(left[trail[-1]].pop())
        else:
            found.append(trail.pop())
    return found[::-1]


def go(page: Page, entry: Entry) -> None:
    """Open a page by the menu, wait until it is drawn, and look whether its choices are made.

    The address is written last of all, so a page that broke has none.
    """
    page.get_by_test_id("stTopNavSection").filter(has_text=SECTION[entry]).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=entry.title).click()
    path = "" if entry.name == FIRST else entry.name
    expect(page).to_have_url(re.compile(rf"^https?://[^/]+/{path}\?place="))
    page.wait_for_selector(READY)
    assert page.get_by_text("页面出错").count() == 0, entry.name
    expect(page.locator(f"{SEGMENTS}:not(:has({CHOSEN}))")).to_have_count(0)


def walk(page: Page, pages: Sequence[Entry]) -> None:
    """Go every way between these pages."""
    go(page, pages[0])
    for entry in every_way(pages)[1:]:
        go(page, entry)


def choose_all(page: Page) -> int:
    """Choose something else in every filter of the page; return how many there were.

    A choice may take another filter away.
    """
    lists = page.locator(FILTERS).get_by_role("combobox")
    segments = page.locator(FILTERS).locator(SEGMENTS)
    found = lists.count() + segments.count()
    for place in range(found):
        if place < lists.count():
            lists.nth(place).click()
            page.get_by_role("option").last.click()
            settled(page)
        if place < segments.count():
            _choose_last(page, segments.nth(place))
    return found


def _choose_last(page: Page, segment: Locator) -> None:
    """Choose the last of some options side by side, and try to unchoose it by another click."""
    last = segment.get_by_role("radio").last
    name = last.inner_text()
    for _click in ("choose", "unchoose"):
        last.click()
        settled(page)
        chosen = page.locator(FILTERS).locator(CHOSEN).filter(has_text=name)
        expect(chosen.first).to_be_visible()


def test_the_round_holds_every_way_once():
    pages = tuple(SECTION)
    trail = every_way(pages)
    pairs = list(pairwise(trail))
    assert sorted(pairs) == sorted(ways(pages))
    assert len(pairs) == len(APART) * len(pages)


def test_every_page_opens_with_nothing_chosen_after_both_its_neighbours(page: Page):
    # A control that two pages share has been chosen by hand in the test below: here it never is.
    page.goto("/")
    settled(page)
    there = tuple(SECTION)
    found = {}
    for entry in there:
        go(page, entry)
        settled(page)
        found[entry.name] = hindrances(page)
    assert {name: each for name, each in found.items() if each} == {}
    for entry in there[-2::-1]:
        go(page, entry)


def test_every_page_with_choices_opens_after_others_whatever_was_chosen_there(page: Page):
    page.goto("/")
    settled(page)
    chosen = {}
    for entry in SECTION:
        go(page, entry)
        chosen[entry] = choose_all(page)
    having = tuple(entry for entry, number in chosen.items() if number)
    assert len(having) > 8
    walk(page, having)
