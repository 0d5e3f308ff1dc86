"""Run the checks over the records of a data date."""

from collections.abc import Sequence

from metrics.checks.check import Check
from metrics.checks.hit import Checked
from metrics.checks.material import Material
from metrics.rules.value import Rules


def run(
    material: Material, rules: Rules, *, place: str, checks: Sequence[Check] | None = None
) -> Checked:
    """Judge every record by every check (all of the catalogue by default) and keep what asks in `place`.

    Everything that was reported is one batch of tests whatever the place, so that the questions to a county do
    not depend on who looks. Nothing here is read by an evaluation.
    """
    raise NotImplementedError
