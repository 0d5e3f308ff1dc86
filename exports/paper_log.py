"""What the log says of a paper: which one, whether it was made, how large, how long it took."""

import logging
import time
from collections.abc import Callable

from metrics.errors import UserError

LOG = logging.getLogger(__name__)


def logged(title: str, make: Callable[[], bytes]) -> bytes:
    """Make a paper and log what became of it."""
    begun = time.monotonic()
    try:
        made = make()
    except UserError as error:
        LOG.info("文件“%s”未生成：%s", title, error)
        raise
    LOG.info(
        "已生成文件“%s”，%d KB，用时%.1f秒", title, len(made) // 1024, time.monotonic() - begun
    )
    return made
