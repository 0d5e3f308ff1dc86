"""Who comes first is served first, and whoever cannot be served is told so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep

import pytest

from sql.turns import Crowded, Turns


def lined_up(turns: Turns, many: int) -> None:
    """Wait until so many are in the queue."""
    for _ in range(3_000):
        if len(turns._waiting) == many:
            return
        sleep(0.01)
    raise AssertionError


def test_the_order_of_coming_is_the_order_of_going_in():
    turns = Turns(at_once=1, most_waiting=20, seconds=60, says="")
    order: list[int] = []

    def enter(number: int) -> None:
        with turns.turn():
            order.append(number)

    with ThreadPoolExecutor(20) as pool, turns.turn():
        for number in range(20):
            pool.submit(enter, number)
            lined_up(turns, number + 1)
    assert order == list(range(20))


def test_only_so_many_are_inside_at_once():
    turns, count = Turns(at_once=3, most_waiting=50, seconds=60, says=""), Lock()
    inside = most = 0

    def enter() -> None:
        nonlocal inside, most
        with turns.turn():
            with count:
                inside += 1
                most = max(most, inside)
            sleep(0.005)
            with count:
                inside -= 1

    with ThreadPoolExecutor(20) as pool:
        for done in [pool.submit(enter) for _ in range(40)]:
            done.result()
    assert most == 3


def test_a_full_queue_is_told_at_once():
    turns = Turns(at_once=1, most_waiting=1, seconds=60, says="正有{waiting}项")
    with ThreadPoolExecutor(1) as pool:
        with turns.turn():
            waiting = pool.submit(_enter, turns)
            lined_up(turns, 1)
            with pytest.raises(Crowded, match="正有1项"):
                _enter(turns)
        waiting.result()
    _enter(turns)


def test_a_queue_that_does_not_move_is_told_and_left():
    turns = Turns(at_once=1, most_waiting=1, seconds=0.05, says="正有{waiting}项")
    with turns.turn():
        for _ in range(2):
            with pytest.raises(Crowded, match="正有1项"):
                _enter(turns)
    _enter(turns)


def _enter(turns: Turns) -> None:
    with turns.turn():
        pass


def test_a_turn_is_given_back_when_the_work_fails():
    turns = Turns(at_once=1, most_waiting=0, seconds=60, says="正有{waiting}项")
    for _ in range(3):
        with pytest.raises(RuntimeError), turns.turn():
            raise RuntimeError
