"""The way down from the items to one record, and back up: each step is a button."""

import streamlit as st

from dashboard.components import address
from dashboard.components.plain_text import escaped

STEPS = ("region", "item", "measure", "verdict", "record", "p")


def show(steps: list[tuple[str, str]]) -> None:
    """Draw the steps taken; each but the last leads back there.

    A step is the name in the address that it ends with, and its words.
    """
    with st.container(horizontal=True, key="trail", vertical_alignment="center", gap="small"):
        for place, (name, words) in enumerate(steps):
            last = place == len(steps) - 1
            if last:
                st.markdown(f"**{escaped(words)}**", width="content")
            elif st.button(escaped(words), key=f"trail:{name}", type="tertiary"):
                back_to(name)
            if not last:
                st.markdown("/", width="content")


def forget() -> None:
    """Take every step out of the address without drawing the page again."""
    for step in STEPS:
        address.put(step, None)


def back_to(name: str) -> None:
    """Take every step after `name` out of the address."""
    place = STEPS.index(name) + 1 if name in STEPS else 0
    address.go(**dict.fromkeys(STEPS[place:]))
