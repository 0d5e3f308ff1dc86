"""What may be wrong with a seal."""

from metrics.errors import UserError


class SealDiffers(UserError):
    """A file is not as it was sealed, or recomputing finds something else; the text names the first difference."""

    exit_code = 1
