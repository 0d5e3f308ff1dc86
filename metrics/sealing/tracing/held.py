"""Which evaluation a trace code was written from: a sealed round, or the records as they are."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from metrics.errors import UnknownChoice
from metrics.packs.pack import choices, rules_of
from metrics.rating.evaluation import Evaluation
from metrics.rating.targets import ruling
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.regions import above, within
from metrics.scope import LOCAL, Scope
from metrics.sealing.errors import SealDiffers
from metrics.sealing.figures import AMONG_OTHERS
from metrics.sealing.seal import Seal
from metrics.sealing.sources import Sources
from metrics.sealing.trace import Traced, basis, basis_of
from metrics.sheets.catalogue import sheet, sheet_names
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard


@dataclass(frozen=True)
class Held:
    """An evaluation that a code may have been written from, judged when somebody looks at it.

    `round` is the name of the sealed round that keeps it; empty for the records as they are now.
    """

    scope: Scope
    round: str
    basis: int
    judged: Callable[[], Evaluation]
    sources_of: Callable[[Collection[str]], Sources]

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation."""
        return self.judged()


class Found(NamedTuple):
    """The evaluation that answers a code; not the `same` as the code was written from where that is kept nowhere."""

    held: Held
    same: bool


def of_seal(seal: Seal, name: str, *, region: str) -> Iterator[Held]:
    """Yield the evaluations that a seal keeps in which a division is told of; `name` is its round's or file's.

    The whole comes first, then its parts that the division lies in, which are ranked by themselves.
    """
    regions, place = seal.frames.regions, seal.scope.place
    if region not in within(regions, place)["region"]:
        return
    rules = ruling(seal.rules, seal.standard, seal.frames).digest
    data, standard = seal.digests["data"], seal.standard.document
    parts = above(regions, region)
    for part in dict.fromkeys((place, *parts[: parts.index(place)])):
        scope = seal.scope._replace(place=part)
        own = basis(scope, standard=standard, data=data, rules=rules)
        yield Held(scope, name, own, partial(seal.evaluation_of, part), lambda _: seal.sources)


def live(
    traced: Traced,
    frames: Frames,
    judged: Callable[[Scope], Evaluation],
    sources_of: Callable[[Collection[str]], Sources],
) -> Iterator[Held]:
    """Yield the evaluations of the records as they are in which the figure is told, the likeliest first.

    Those are the province, the division itself and all else that it lies in, by the rules that pages take
    (LOCAL); then by every pack. Raises UnknownChoice where the division was none on the data date.
    """
    places, data = _places(traced, frames), data_digest(frames)
    for place, name in ((place, name) for name in choices() for place in places):
        scope = Scope(place, traced.as_of, traced.year, name)
        own = basis(scope, standard=NATIONAL.document, data=data, rules=rules_of(scope).digest)
        yield Held(scope, "", own, partial(judged, scope), sources_of)


def _places(traced: Traced, frames: Frames) -> list[str]:
    if traced.region not in frames.regions["region"]:
        raise UnknownChoice(
            f"截至{traced.as_of}的区划中没有溯源码所指的地区（{traced.region}）："
            "请核对溯源码，或在出具该数字的系统中查询。"
        )
    around = above(frames.regions, traced.region)
    return sorted(around, key=lambda place: not place.endswith("0000"))


def live_by_sheets(
    traced: Traced,
    frames: Frames,
    judged: Callable[[Scope, Standard], Evaluation],
    sources_of: Callable[[Collection[str]], Sources],
) -> Iterator[Held]:
    """Yield the evaluations by score sheets (考核细则) of the records as they are, in the order of `live`.

    Their rules hold the targets that were set, so that each is judged before its basis is known. Raises as `live`.
    """
    in_force = (one for one in map(sheet, sheet_names()) if one.holds_on(traced.as_of))
    for one in in_force:
        for name in choices():
            for place in _places(traced, frames):
                scope = Scope(place, traced.as_of, traced.year, name)
                own = basis_of(scope, judged(scope, one))
                yield Held(scope, "", own, partial(judged, scope, one), sources_of)


def found(traced: Traced, sealed: Iterable[Held], now: Iterable[Held]) -> Found:
    """Return the first evaluation with the basis of a code: of the sealed rounds, then of the records `now`.

    Where none has it, the data or the rules have changed since: that of the province as it is now.
    """
    for held in sealed:
        if _answers(held, traced):
            return Found(held, same=True)
    tried = []
    for held in now:
        if _answers(held, traced):
            return Found(held, same=True)
        tried.append(held)
    return Found(_opened_with(tried), same=False)


def _answers(held: Held, traced: Traced) -> bool:
    """Say whether a code may be of an evaluation: a place by itself has no rank among others."""
    by_itself = held.scope.place == traced.region and traced.figure in AMONG_OTHERS
    return held.basis == traced.basis and not by_itself


def _opened_with(tried: list[Held]) -> Held:
    """Return that of the province, of which figures are told as a rule; without one the topmost's."""
    usual = [each for each in tried if each.scope.rules == LOCAL]
    provinces = [each for each in usual if each.scope.place.endswith("0000")]
    return next(iter(provinces), usual[-1])


def in_seal(traced: Traced, seal: Seal, name: str) -> Found:
    """Return the evaluation of one sealed file that a code was written from; SealDiffers if it was from none."""
    scope = seal.scope
    if (traced.as_of, traced.year) != (scope.as_of, scope.year):
        raise SealDiffers(
            f"溯源码所指的是{traced.as_of}的{traced.year}年度数字，"
            f"这份封账文件是{scope.as_of}的{scope.year}年度评价。"
        )
    for held in of_seal(seal, name, region=traced.region):
        if _answers(held, traced):
            return Found(held, same=True)
    raise SealDiffers("溯源码的校验位正确，但它不出自这份封账文件：范围、数据或参数不同。")
