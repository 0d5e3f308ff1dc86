"""The way of a file to the browser that asked for it: `/papers/<ticket>`, once the gate let it through."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import handing
from dashboard.data.visitor import SESSION

GONE = "下载链接已失效：每次下载的链接只在五分钟内、由本人打开有效。请回到页面重新点下载。"


def routes() -> list[Route]:
    """Return the routes of files that leave."""
    return [Route("/papers/{ticket}", paper)]


def paper(request: Request) -> Response:
    """Hand a file to the session that asked for it; nothing to anybody else, and nothing later."""
    ticket = request.path_params["ticket"]
    file = handing.take(ticket, session=request.headers.get(SESSION, ""))
    if file is None:
        return PlainTextResponse(GONE, status_code=404, headers={"cache-control": "no-store"})
    named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    kept = {"content-disposition": named, "cache-control": "private, no-store"}
    return Response(file.content, media_type=file.mime, headers=kept)
