"""A paper that is issued: drawn first under the number it would get, and only then given it.

So no number is lost to a paper that could not be made.
"""

from collections.abc import Callable

from exports.papers.document import Briefing
from metrics.dispatch.issued import Numbered


def issue(
    looked: Numbered,
    *,
    take: Callable[[], Numbered],
    make: Callable[[Numbered], Briefing],
    draw: Callable[[Briefing], bytes],
) -> tuple[Briefing, bytes]:
    """Return the paper under the number that it took, and its file.

    `looked` is the number it would get; where somebody else took that meanwhile, the paper is made
    anew under the one that `take` gives.
    """
    briefing = make(looked)
    file = draw(briefing)
    taken = take()
    if taken == looked:
        return briefing, file
    briefing = make(taken)
    return briefing, draw(briefing)
