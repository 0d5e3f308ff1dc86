"""Why something that was reported is taken back: one sentence, which stands in place of a file's name."""

from metrics.records.printable import objection, tidied

LONGEST_REASON = 200


def tidy_reason(typed: str) -> str:
    """Return a reason on one line, without blanks around it."""
    return " ".join(tidied(typed).split())


def wrong_reason(reason: str, *, what: str, example: str) -> str:
    """Say what is wrong with a tidy reason for `what` is done (撤销); empty if nothing is."""
    if not reason or len(reason) > LONGEST_REASON:
        return f"请用不超过{LONGEST_REASON}字的一句话写明{what}原因，如“{example}”。"
    wrong = objection(reason)
    return f"{what}原因{wrong}。" if wrong else ""
