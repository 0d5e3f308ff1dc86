"""What the office enters for a score sheet (考核细则) from the screens, each in one transaction."""

from dashboard import data
from dashboard.data.database import writing as _writing
from metrics.access.permissions import Action
from metrics.records.regions import ranked_inside
from metrics.scope import Scope
from sql.sheets import entering, files, self_scores

HandScore, Target, SelfScore = entering.HandScore, entering.Target, self_scores.SelfScore
set_targets = _writing(entering.set_targets)
give_points = _writing(entering.give_points)
tell_points = _writing(self_scores.enter)
targets_of, points_of, self_scores_of = files.targets_of, files.points_of, files.self_scores_of


def scored_from_here(scope: Scope) -> dict[str, str]:
    """Return the cities and counties of the scope's place, and itself, that the visitor may score: name by code."""
    ranked = set(ranked_inside(data.regions(scope), scope.place))
    return {code: name for code, name in judged_from_here(scope).items() if code in ranked}


def judged_from_here(scope: Scope) -> dict[str, str]:
    """Return the divisions of the scope's place that the visitor may set targets for: name by code."""
    parents = dict(data.regions(scope).select("region", "parent").iter_rows())
    inside = data.divisions_inside(scope)
    return {
        code: name
        for code, name in sorted(inside.items())
        if data.may_for(Action.SCORE, parents.get(code) or code)
    }


def told_from_here(scope: Scope) -> dict[str, str]:
    """Return the divisions of the scope's place that the visitor may tell points for: name by code."""
    inside = data.divisions_inside(scope)
    return {c: name for c, name in sorted(inside.items()) if data.may_for(Action.REPORT, c)}
