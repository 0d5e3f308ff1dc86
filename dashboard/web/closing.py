"""The answer after which a connection is closed: what is still being sent is not read."""

from starlette.responses import PlainTextResponse, Response


def closing(words: str, status: int) -> Response:
    """Answer, and read nothing more of what is being sent."""
    return PlainTextResponse(words, status, headers={"connection": "close"})
