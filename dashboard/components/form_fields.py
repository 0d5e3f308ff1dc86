"""Forms of the office: sent once, answered beside their button, empty afterwards.

What was typed stays until it is kept. Every form that is opened has a number, which is kept with
what it writes: more clicks, also those that come while the first is being kept, get its answer.
"""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components import controls, pages
from dashboard.components.plain_text import escaped
from metrics.errors import UserError

R = TypeVar("R")


class Link(NamedTuple):
    """Where the answer of a form leads: a page, the words of the link, and what it asks the page."""

    page: str
    label: str
    steps: dict[str, str]


class _Answer(NamedTuple):
    """What a form was told last: on which page, whether it was kept, and in which words."""

    page: str
    kept: bool
    words: str
    link: Link | None = None


@dataclasses.dataclass
class _Past:
    """What became of a form in this visit: how often it was kept, and what it was told last, by `of`.

    `known` are the versions of its matter that were known when its fields were drawn first, or since
    it was `told` of others.

    It is changed in place: another click starts another run at once, beside the one that is still
    keeping, and what that one writes to the state of the visit from then on is lost.
    """

    kept: int = 0
    answers: dict[str, _Answer] = dataclasses.field(default_factory=dict)
    known: dict[str, int] = dataclasses.field(default_factory=dict)
    told: set[str] = dataclasses.field(default_factory=set)


def _draw_again(_result: object) -> None:
    st.rerun()


@dataclasses.dataclass
class Form:
    """One form as it is drawn: the key of its fields, its number, and whether it was sent now.

    `versions` is how many versions its matter has now, and `known` how many it had when what is
    typed was taken up (null: it has none).
    """

    name: str
    of: str
    key: str
    number: str
    past: _Past
    versions: int | None = None
    sent: bool = False
    slot: DeltaGenerator | None = None

    def field(self, name: str) -> str:
        """Return the key of one of its fields."""
        return f"{self.key}:{name}"

    @property
    def known(self) -> int | None:
        """Return how many versions there were when the fields were drawn first, or the form was told."""
        return self.past.known.get(self.key)

    def button(self, label: str) -> None:
        """Draw the button that sends it, and beside it what the form was told last.

        A click on the empty form after it was kept is one click more on the form before: it gets
        the same answer.
        """
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.form_submit_button(label, type="primary", key=self._button())
            self.slot = st.container()
        said, answer = _typed(self.key), _answered(self.name, self.of)
        untouched = st.session_state.setdefault(f"untouched:{self.key}", said) == said
        self.sent = pressed and not (answer and answer.kept and untouched)
        if answer and not self.sent:
            _draw(answer, self.slot)

    def keep(
        self, action: Callable[[], R], *, words: Callable[[R], str],
        link: Callable[[R], Link] | None = None, then: Callable[[R], object] = _draw_again,
        over: bool = False,
    ) -> None:  # fmt: skip
        """Do what the form asks for, where it was sent, and say so beside the button in `words`.

        What is refused is said there too, and every field keeps what was typed. Once it is done,
        the page is drawn again, or what comes `then` is done. Where the matter is `over`, the form goes
        and `tell` says why.
        """
        if not self.sent:
            return
        try:
            result = action()
        except UserError as error:
            changed = self._told_of_versions()
            self.refuse(str(error))
            if over or changed:
                st.rerun()
            return
        self.done(words(result), link(result) if link else None)
        then(result)

    def _button(self) -> str:
        """Return the key of the button: another one once the form was told of another version.

        The second half of a double click is on the button before, and does not count as a yes.
        """
        return self.field(f"send:{self.known}" if self.key in self.past.told else "send")

    def _told_of_versions(self) -> bool:
        """Note that whoever sent it hears now of versions that were kept meanwhile; say if any was."""
        changed = self.versions is not None and self.versions != self.known
        if changed and self.versions is not None:
            self.past.known[self.key] = self.versions
            self.past.told.add(self.key)
        return changed

    def refuse(self, words: str) -> None:
        """Say that nothing was kept, and why; every field keeps what was typed."""
        answer = _Answer(controls.page(), kept=False, words=escaped(words))
        self.past.answers[self.of] = answer
        _draw(answer, self.slot or st.container())

    def done(self, words: str, link: Link | None = None) -> None:
        """Say that it was kept when the page is drawn again; the form is empty then."""
        answer = _Answer(controls.page(), kept=True, words=words, link=link)
        self.past.kept += 1
        self.past.answers[self.of] = answer


@contextmanager
def form(
    name: str, *, of: str = "", border: bool = False, versions: int | None = None
) -> Iterator[Form]:
    """Draw a form; `button` draws its button, and `keep`, called after the block, what is asked.

    What it is told last is said of what it is a form `of` only: of one place, not of another.
    `versions` is how many versions there are of what it changes (null: it changes nothing).
    """
    key, past = _key(name), _past(name)
    number = st.session_state.setdefault(f"number:{key}", uuid4().hex)
    if versions is not None:
        past.known.setdefault(key, versions)
    with st.form(key, border=border):
        yield Form(name, of, key, number, past, versions)


def was_sent(name: str) -> bool:
    """Say whether a form was sent that this run may have no more use for: its matter is over."""
    button = f"{_key(name)}:send"
    return any(sent for key, sent in st.session_state.items() if str(key).startswith(button))


def tell(name: str, *, of: str = "") -> None:
    """Say what a form was told last, in its place: for one that is drawn no more."""
    answer = _answered(name, of)
    if answer:
        _draw(answer, st.container())


def forget(*names: str) -> None:
    """Leave unsaid what forms were told before: another step was taken since."""
    for name in names:
        _past(name).answers.clear()


@contextmanager
def attempt() -> Iterator[None]:
    """Try what was asked for: what is refused is said on the spot."""
    try:
        yield
    except UserError as error:
        st.error(escaped(str(error)))


def _draw(answer: _Answer, slot: DeltaGenerator) -> None:
    with slot:
        (st.success if answer.kept else st.error)(answer.words)
        if answer.link:
            pages.link(answer.link.page, label=answer.link.label,
                icon=":material/arrow_forward:", query_params=answer.link.steps,
            )  # fmt: skip


def _answered(name: str, of: str = "") -> _Answer | None:
    """Return what a form was told on this page; on another one it is no news any more."""
    answer = _past(name).answers.get(of)
    return answer if answer and answer.page == controls.page() else None


def _typed(key: str) -> dict[str, Any]:
    """Return what stands in the fields of a form."""
    button = f"{key}:send"
    return {
        str(name): value
        for name, value in st.session_state.items()
        if str(name).startswith(f"{key}:") and not str(name).startswith(button)
    }


def _key(name: str) -> str:
    """Return the key under which a form and its fields stand: another one after each keeping."""
    kept = _past(name).kept
    return f"{name}:{kept}" if kept else name


def _past(name: str) -> _Past:
    past: _Past = st.session_state.setdefault(f"past:{name}", _Past())
    return past
