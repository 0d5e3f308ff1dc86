"""What lists rest on, and in words: a sealed round, a sealed file alone, or the records as they are (测算)."""

from typing import NamedTuple

from metrics.errors import UnknownChoice
from metrics.lists.rule_keys import completed
from metrics.packs.pack import rules_of
from metrics.rating.evaluation import Evaluation
from metrics.rules.value import RulePack
from metrics.sealing.rounds import Round, State
from metrics.sealing.seal import Seal, digest_of, scope_of
from metrics.sealing.trace import Traced, basis_of, code
from metrics.views.changes.supposed_tables import UNOFFICIAL
from metrics.views.lists.double_tables import CodeOf
from metrics.views.parts import numbers

PUBLIC = frozenset({State.PUBLISHED, State.FINAL})


class Source(NamedTuple):
    """An evaluation with the rules of lists, and the seal that it was read from (null: none).

    `told` is the round of the seal in the register; null of a file alone.
    """

    evaluation: Evaluation
    rules: RulePack
    seal: Seal | None = None
    told: Round | None = None

    @property
    def digest(self) -> str:
        """The digest of the evaluation (评价摘要): of a seal that of the whole seal."""
        return digest_of(self.evaluation) if self.seal is None else self.seal.digest

    @property
    def holds(self) -> bool:
        """Whether its round is public or final, and no other corrects it."""
        return self.told is not None and self.told.state in PUBLIC


def of_seal(seal: Seal, told: Round | None, place: str) -> Source:
    """Return what lists of a place in a seal rest on; rules that it was sealed without are those in force.

    Raises UnknownChoice for a place outside.
    """
    if place not in seal.evaluation().regions["region"]:
        raise UnknownChoice(f"{place}不在封账的范围（{seal.scope.place}）内。")
    rules = completed(seal.rules, rules_of(seal.scope))
    return Source(seal.evaluation_of(place), rules, seal, told)


def codes_of(source: Source) -> CodeOf:
    """Return what writes the trace codes of the figures."""
    evaluation = source.evaluation
    scope = scope_of(evaluation)
    meant = Traced("score", scope.place, scope.as_of, scope.year, basis_of(scope, evaluation))
    return lambda figure, region: code(meant._replace(figure=figure, region=region))


def nature(source: Source) -> str:
    """Say what figures of lists are: official by a round, of a sealed file, or 测算."""
    if source.seal is None:
        return f"{UNOFFICIAL}：取自未封账的数据"
    if source.told is None:
        return "封账文件，轮次状态以登记为准"
    return f"{source.told.called}封账（{source.told.state}）"


def sealed_words(source: Source) -> str:
    """Say by what a list can be proved: the digest, and where the log ended; empty without a seal."""
    if source.seal is None:
        return ""
    made = source.seal.made
    return (
        f"评价摘要{source.digest}；封账时操作日志至第{made.log_number}条"
        f"（{made.log_digest[:12]}）。封账后的补报和更正不在其内"
    )


def rules_words(source: Source) -> str:
    """Say which rules lists go by."""
    rules = source.rules
    return f"{rules.title}，{numbers.day(rules.day)}有效"
