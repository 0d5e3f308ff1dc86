"""The web application: pages, health answer, and what stands between them and the network."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server

from dashboard import data
from dashboard.components import pages
from dashboard.web import kept_files, page_head, papers_route, provider, sign_in, single_sign_on
from dashboard.web.door import Door
from dashboard.web.gate import Gate
from dashboard.web.middleware import ClosedDoors, Page, SameOrigin
from metrics import console, running_log
from metrics.errors import UserError

LOG = logging.getLogger(__name__)
# Streamlit takes a folder called pages for its older kind of navigation until the frame has run
# once: the first visitor with a link to a page would get that page without its frame.
PagesManager.uses_pages_directory = False
DOOR = Door()
PROVIDER = provider.configured()
_bind, _settings = starlette_server._bind_socket, starlette_server._get_uvicorn_config_kwargs


@wraps(_bind)
def listen(address: str, port: int, backlog: int) -> socket.socket:
    """Listen as Streamlit does, but send every answer at once.

    asyncio does so for sockets that name their protocol; Streamlit's does not, and then each small
    answer waits 40 ms for the browser's acknowledgement of the one before.
    """
    listening = _bind(address, port, backlog)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


@wraps(_settings)
def quiet() -> dict[str, Any]:
    """Serve as Streamlit does, but do not tell by what."""
    return {**_settings(), "server_header": False}


starlette_server._bind_socket = listen
starlette_server._get_uvicorn_config_kwargs = quiet


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Load what every page needs before the first visitor comes, and watch who has a page open."""
    Thread(target=kept_files.pack, args=(page_head.early(),), daemon=True).start()
    data.warm()
    watching = asyncio.create_task(DOOR.watch())
    yield None
    watching.cancel()
    LOG.info("停止")


def healthz(_request: Request) -> JSONResponse:
    """Answer whether the database can be read, and nothing else: anybody may ask."""
    try:
        data.answers()
    except UserError as error:
        LOG.warning("健康检查：%s", error)
        return JSONResponse({"ok": False}, status_code=503)
    return JSONResponse({"ok": True})


def first_page(request: Request) -> RedirectResponse:
    """Lead the first page's name to its address, which is `/`, with all that was asked."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def on_script_error(error: Exception) -> bool:
    """Show officers a sentence; a mistake of ours gets a number that the log repeats."""
    if isinstance(error, UserError):
        LOG.info("页面未显示：%s", str(error).partition("\n")[0])
        st.error(str(error))
        return True
    number = running_log.numbered(error, where="页面")
    console.complain(f"页面出错（编号{number}），详情见日志。")
    st.error(f"页面出错（编号{number}），数据没有改动。请刷新重试，仍出错请把编号告诉管理员。")
    return True


app = st.App(
    Path(__file__).parents[1] / "app.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", healthz),
        Route(f"/{pages.FIRST}", first_page),
        *sign_in.routes(DOOR, single_sign_on=PROVIDER is not None),
        *single_sign_on.routes(DOOR, PROVIDER),
        *papers_route.routes(),
    ],
    middleware=[
        Middleware(ClosedDoors),
        Middleware(SameOrigin),
        Middleware(Page),
        Middleware(Gate, door=DOOR),
        Middleware(kept_files.KeptFiles),
    ],
    on_script_error=on_script_error,
)
