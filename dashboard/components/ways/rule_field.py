"""One part of a rule as a field to fill in: a choice where words are given, a number, or a text."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard.components import controls
from metrics.views.rating.rule_fields import Field, Typed, word_text

MOST = 9_999


def show(rule: str, field: Field, *, key: str, label: str, **look: Any) -> Typed:
    """Draw the field of a part of a rule, and return what stands in it."""
    held, said = field.held, partial(word_text, rule)
    if isinstance(held, list):
        return controls.several(label, field.words, key=key, default=held, text=said, **look)
    if isinstance(held, int | float):
        form, one = ("%d", 1) if isinstance(held, int) else ("%g", 1.0)
        number: int | float = st.number_input(
            label, min_value=0 * one, max_value=MOST * one, value=held, step=one, format=form, key=key,
            **look,
        )  # fmt: skip
        return number
    if field.words:
        chosen: str = controls.select(
            label, field.words, key=key, default=held, text=said, searched=True, **look
        )
        return chosen
    typed: str = st.text_input(label, value=held, key=key, max_chars=400, **look)
    return typed
