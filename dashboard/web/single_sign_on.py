"""Signing in by the provider (统一身份认证): the way there, and the way back, which serves once.

The browser that comes back must be the one that left: it carries the state in a cookie of its own.
"""

import logging
import secrets
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.data.entering import entrance, identity
from dashboard.web import entrance_page as html
from dashboard.web.door import Door
from dashboard.web.entrance_page import Said
from dashboard.web.gate import is_secure
from dashboard.web.provider import BACK, NO_CODE, NotBelieved, Provider
from dashboard.web.sign_in import entered_from, going_in, inside
from metrics.errors import UserError

LOG = logging.getLogger(__name__)
START = "/sso/start"
LASTING = 600
_AWAY = "统一身份认证服务暂时无法使用，请稍后重试，或用本系统账号登录。"
_THREADS = CapacityLimiter(4)


def routes(door: Door, provider: Provider | None) -> list[Route]:
    """Return the way there and the way back; none where no provider is configured."""
    if provider is None:
        return []
    ways = _Ways(door, provider)
    return [
        Route(START, ways.start, methods=["GET"]),
        Route(BACK, ways.back, methods=["GET"]),
    ]


class _Ways:
    def __init__(self, door: Door, provider: Provider) -> None:
        self._door, self._provider = door, provider

    async def start(self, request: Request) -> Response:
        wanted = inside(request.query_params.get("next"))
        try:
            left, address = await to_thread.run_sync(
                self._leave, wanted, entered_from(request).address, limiter=_THREADS
            )
        except UserError as error:
            return _refused(str(error), 503)
        except NotBelieved as error:
            LOG.warning("统一身份认证：%s", error)
            return _refused(_AWAY, 503)
        answer = RedirectResponse(address, 303, headers={"cache-control": "no-store"})
        secure = is_secure(request.scope)
        answer.set_cookie(
            _cookie(secure=secure), left.state, max_age=LASTING, path="/sso/", httponly=True,
            samesite="lax", secure=secure,
        )  # fmt: skip
        return answer

    def _leave(self, wanted: str, address: str) -> tuple[identity.Left, str]:
        left = identity.leave(wanted, address)
        there = self._provider.way_there(state=left.state, nonce=left.nonce, verifier=left.verifier)
        return left, there

    async def back(self, request: Request) -> Response:
        asked, name = request.query_params, _cookie(secure=is_secure(request.scope))
        state, code = asked.get("state", ""), asked.get("code", "")
        kept = request.cookies.get(name, "")
        if not (state and secrets.compare_digest(kept.encode(), state.encode())):
            return _refused(identity.FAILED, 401)
        try:
            token, wanted = await to_thread.run_sync(
                self._come, request, state, code, limiter=_THREADS
            )
        except UserError as error:
            answer = _refused(str(error), 401)
        else:
            answer = going_in(self._door, request, token, wanted)
        answer.delete_cookie(name, path="/sso/", secure=is_secure(request.scope))
        return answer

    def _come(self, request: Request, state: str, code: str) -> tuple[str, str]:
        """Return the token of a new session and where to go on to; SignInRefused where it leads nowhere."""
        door, left = entered_from(request), identity.come_back(state)
        if left is None:
            raise entrance.SignInRefused(identity.FAILED)
        asked = request.query_params
        told = asked.get("iss", self._provider.issuer)
        try:
            if not code or told != self._provider.issuer:
                raise NotBelieved(f"no code: {asked.get('error', '')[:80]!r}", why=NO_CODE)
            who = self._provider.identity(code=code, nonce=left.nonce, verifier=left.verifier)
        except NotBelieved as error:
            LOG.warning("统一身份认证：%s", str(error)[:300])
            identity.failed(door, error.why)
            raise entrance.SignInRefused(identity.FAILED) from error
        return identity.enter(who, door), left.wanted


def _cookie(*, secure: bool) -> str:
    return "__Secure-dudao_sso" if secure else "dudao_sso"


def _refused(words: str, status: int) -> Response:
    back = html.link(f"/sign-in?next={quote('/', safe='')}", "返回登录")
    return html.page("统一身份认证登录", back, said=Said(words), status=status)
