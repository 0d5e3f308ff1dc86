"""A worker that does what a paper's must not: it is killed, runs out of memory, complains or never ends."""

import os
import signal
import sys
import time
from pathlib import Path


def main(fault: str, *arguments: str) -> int:
    """Do what is asked; standard input is left unread."""
    if fault == "killed":
        sys.stderr.write("warning: something harmless\n")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "out of memory":
        raise MemoryError
    if fault == "complaining":
        sys.stderr.write("没有“▶”的字形\n")
        return 1
    for note in arguments:
        Path(note).write_text(str(os.getpid()))
    time.sleep(600)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
