"""The signals' colours as CSS, from their one home in `metrics.views.parts.signals`."""

from metrics.views.parts.signals import Light, Signal

SIGNS = (*Signal, *Light)
CLASSES = "\n".join(
    f".{signal.name} {{ color: {signal.colour}; background-color: {signal.ground}; }}"
    f"\ntd.{signal.name} {{ color: {signal.colour}; background-color: {signal.ground}; }}"
    for signal in SIGNS
)
MARKS = {signal.name: signal.mark for signal in SIGNS}
