"""What is said on a console never stops what is done: whatever the console cannot show or take."""

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from metrics.errors import OutputNotWritten

CHINESE = "督导一张表"
"""What an encoding must have to be of use: one that has not is replaced by UTF-8."""
GONE = (errno.EPIPE, errno.EINVAL)
"""What the systems say, Windows the second, when the reader has gone: `| head` has read enough."""


def prepare() -> None:
    """Make both outputs able to take any text: a Chinese Windows console has no ▶, say.

    A character that the console's encoding lacks is written as its code (`\\u25b6`), so that nothing
    is lost from redirected output; an encoding without Chinese (LC_ALL=C) becomes UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if _has_chinese(stream.encoding) else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _has_chinese(encoding: str) -> bool:
    try:
        CHINESE.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def say(text: str) -> None:
    """Print a line at once; a reader who has gone, or an output that was never open, hinders nothing.

    Raises:
        OutputNotWritten: if the file that the output goes to cannot take it.
    """
    if sys.stdout is None:  # `>&-`, or a service without a console
        return
    try:
        print(text, flush=True)
    except OSError as error:
        silence(sys.stdout)
        if error.errno not in GONE:
            raise OutputNotWritten("输出没有写完：请检查磁盘空间和写入权限。") from None


def complain(text: str) -> None:
    """Print a line on standard error, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(text, file=sys.stderr, flush=True)


def silence(stream: TextIO) -> None:
    """Send what is still to be printed nowhere."""
    with suppress(OSError, ValueError):  # a stream that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def finish() -> None:
    """Hand over what is still to be printed, before the interpreter does and complains in English."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            silence(stream)
