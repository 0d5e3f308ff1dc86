"""Refuse every connection that leaves this machine, in any Python process that finds this file.

Python imports `sitecustomize` at start-up, so child processes are held to it as well.
"""

import socket
from typing import Any

LOCAL = {"127.0.0.1", "::1", "localhost", ""}


class LeavesTheMachine(AssertionError):
    """Something asked for an address outside."""


def _held(real: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in LOCAL:
            raise LeavesTheMachine(f"connection to {address}")
        return real(self, address)

    return connect


def _asked(host: Any, *rest: Any, **named: Any) -> Any:
    if (host.decode() if isinstance(host, bytes) else host) not in {*LOCAL, None}:
        raise LeavesTheMachine(f"look-up of {host}")
    return _getaddrinfo(host, *rest, **named)


_getaddrinfo = socket.getaddrinfo


def hold() -> None:
    """Start refusing."""
    socket.socket.connect = _held(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _held(socket.socket.connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = _asked


hold()
