"""Why money is not shared out."""

from metrics.errors import UserError


class NotAllocated(UserError):
    """A pool cannot be shared out by a scheme as asked; the text says why, and no amount is given."""

    exit_code = 10


class FactorsRefused(UserError):
    """A file of factors (因素表) does not read; the text names each line and column, found and expected."""

    exit_code = 11
