"""Signing in and out, new passwords, and the show of a meeting: small pages outside Streamlit."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.data.entering import entrance
from dashboard.data.entering.entrance import Door as Entered
from dashboard.web import entrance_page as html
from dashboard.web.closing import closing
from dashboard.web.door import Door
from dashboard.web.entrance_page import NOTHING, Said
from dashboard.web.gate import cookie, is_secure, token_of
from metrics.errors import UserError

P = ParamSpec("P")
T = TypeVar("T")
BYTES = 4_096
"""No form of these pages is larger."""
TRIES_AT_ONCE = 10
"""Forms of one address that are under way: more would only stand in the way of others."""
_THREADS = CapacityLimiter(4)
_UNDER_WAY: Counter[str] = Counter()
AGAIN = "两次输入的新密码不一致，请重新输入。"
BEGUN = "本系统已开始正式使用，请用建立时设置的系统管理员账号登录。"
CHANGE_FIRST = "首次登录，或密码由管理员重设过：请先改为只有本人知道的密码。"


def routes(door: Door, *, single_sign_on: bool = False) -> list[Route]:
    """Return the pages; `door` forgets a session at once that signs out here."""
    pages = _Pages(door, single_sign_on=single_sign_on)
    return [
        Route("/sign-in", pages.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", pages.sign_out, methods=["GET", "POST"]),
        Route("/password", pages.password, methods=["GET", "POST"]),
        Route("/first", pages.first, methods=["GET", "POST"]),
        Route("/show/{link}", pages.show, methods=["GET", "POST"]),
        Route("/who", _who, methods=["GET"]),
    ]


def going_in(door: Door, request: Request, token: str, wanted: str) -> Response:
    """Lead on with a new session; what the browser had before has ended, and its pages are cut."""
    if held := token_of(request.scope):
        door.forget(entrance.digest(held))
    secure = is_secure(request.scope)
    answer = RedirectResponse(wanted, 303, headers={"cache-control": "no-store"})
    answer.set_cookie(
        cookie(secure=secure), token, path="/", httponly=True, samesite="lax", secure=secure
    )
    return answer


def inside(wanted: object) -> str:
    """Return where to go on to, only ever inside this site."""
    text = str(wanted or "/")
    if not text.isprintable() or "\\" in text or not text.startswith("/"):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:  # no address at all: //[
        return "/"
    return "/" if parts.scheme or parts.netloc or text.startswith("//") else text


def entered_from(request: Request) -> Entered:
    """Return where a browser comes in: its address, and the token that it has."""
    address = request.client.host if request.client else ""
    return Entered(address, token_of(request.scope))


class _Pages:
    def __init__(self, door: Door, *, single_sign_on: bool) -> None:
        self._door, self._single = door, single_sign_on

    async def sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            said = Said(BEGUN, wrong=False) if await _run(_just_begun) else NOTHING
            return await self._sign_in_page(inside(request.query_params.get("next")), said)
        with _counted(request) as crowded:
            form = None if crowded else await _form(request)
            if form is None:
                return _too_much(crowded=crowded)
            wanted = inside(form.get("next"))
            try:
                token = await _run(_by_form, form, entered_from(request))
            except UserError as error:
                often = isinstance(error, entrance.TriedTooOften)
                said, name = Said(str(error)), str(form.get("name", ""))
                return await self._sign_in_page(wanted, said, 429 if often else 401, name=name)
        return going_in(self._door, request, token, wanted)

    async def _sign_in_page(
        self, wanted: str, said: Said, status: int = 200, *, name: str = ""
    ) -> Response:
        hidden = {"next": wanted}
        offered = await _run(entrance.roles_offered)
        fields = [
            html.field("账号", "name", fills="username", first=not (offered or name), value=name),
            html.field(
                "密码", "password", kind="password", fills="current-password", first=bool(name)
            ),
        ]
        body = html.form("/sign-in", fields, "登录", hidden)
        if self._single:
            body += html.link(f"/sso/start?next={quote(wanted, safe='')}", "统一身份认证登录")
        if entrance.only_sealed():
            body = html.sealed_role(offered, hidden)
        elif offered:
            body = html.demo_roles(offered, hidden) + body
        office = await _run(entrance.office_name)
        return html.page("登录", body, said=said, status=status, office=office)

    async def sign_out(self, request: Request) -> Response:
        if request.method != "POST":
            return html.page(
                "退出登录", html.form("/sign-out", [], "退出") + html.link("/", "返回")
            )
        digest = entrance.digest(token_of(request.scope))
        await _run(entrance.leave, digest)
        self._door.forget(digest)
        secure = is_secure(request.scope)
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(cookie(secure=secure), path="/", secure=secure, httponly=True)
        answer.headers["clear-site-data"] = '"cache", "storage"'
        return answer

    async def password(self, request: Request) -> Response:
        token = token_of(request.scope)
        who = await self._door.who(token)
        if who is None or who.meeting is not None:
            return RedirectResponse("/sign-in", 303)
        length = await _run(entrance.least_length)
        if request.method != "POST":
            said = Said(CHANGE_FIRST, wrong=False) if who.must_change else NOTHING
            return _password_page(length, said, forced=who.must_change)
        with _counted(request) as crowded:
            form = None if crowded else await _form(request)
            if form is None:
                return _too_much(crowded=crowded)
            try:
                await _run(_change, form, token, entered_from(request).address)
            except UserError as error:
                return _password_page(length, Said(str(error)), forced=who.must_change, status=400)
        self._door.ask_again(entrance.digest(token))
        return RedirectResponse("/", 303)

    async def first(self, request: Request) -> Response:
        length = await _run(entrance.least_length)
        if request.method != "POST":
            return await _first_page(request.query_params.get("key", ""), length)
        with _counted(request) as crowded:
            form = None if crowded else await _form(request)
            if form is None:
                return _too_much(crowded=crowded)
            try:
                token = await _run(_set_first, form, entered_from(request))
            except UserError as error:
                return await _first_page(str(form.get("key", "")), length, Said(str(error)))
        return going_in(self._door, request, token, "/")

    async def show(self, request: Request) -> Response:
        link = request.path_params["link"]
        try:
            if request.method != "POST":
                meeting = await _run(entrance.meeting_shown, link)
                said = Said("本链接只能查看这一次调度会，不能办理任何事项。", wrong=False)
                body = html.form(f"/show/{quote(link, safe='')}", [], "开始放映")
                return html.page(f"会议放映（调度会{meeting}）", body, said=said)
            token, meeting = await _run(entrance.enter_show, link, entered_from(request))
        except UserError as error:
            return html.page("会议放映", "", said=Said(str(error)), status=404)
        return going_in(self._door, request, token, f"/?meeting={meeting}&present=1")


async def _who(_request: Request) -> Response:
    return Response(status_code=204)  # the gate has answered 401 to strangers already


def _just_begun() -> bool:
    return not entrance.shows_demo() and bool(entrance.office_name()) and entrance.nobody_came_yet()


def _by_form(form: FormData, door: Entered) -> str:
    if role := form.get("role"):
        return entrance.as_role(str(role), door)
    return entrance.by_password(str(form.get("name", "")), str(form.get("password", "")), door)


def _change(form: FormData, token: str, address: str) -> None:
    entrance.change_password(
        entrance.digest(token), old=str(form.get("old", "")), new=_twice(form), address=address
    )


def _set_first(form: FormData, door: Entered) -> str:
    return entrance.set_first(str(form.get("key", "")), new=_twice(form), door=door)


def _twice(form: FormData) -> str:
    new = str(form.get("new", ""))
    if new != str(form.get("again", "")):
        raise entrance.SignInRefused(AGAIN)
    return new


def _password_page(length: int, said: Said, *, forced: bool, status: int = 200) -> Response:
    fields = [
        html.field("原密码", "old", kind="password", fills="current-password", first=True),
        *_new_fields(),
    ]
    body = html.form("/password", fields, "修改密码") + html.rules_of_passwords(length)
    body += "" if forced else html.link("/", "返回")
    return html.page("修改密码", body, said=said, status=status)


async def _first_page(key: str, length: int, said: Said = NOTHING) -> Response:
    try:
        name = await _run(entrance.first_name, key)
    except UserError as error:
        return html.page("设置密码", "", said=Said(str(error)), status=404)
    body = html.form("/first", _new_fields(), "设置密码并登录", {"key": key})
    body += html.rules_of_passwords(length)
    known = (
        said if said.words else Said(f"为账号“{name}”设置密码。本地址只能使用一次。", wrong=False)
    )
    return html.page("设置密码", body, said=known, status=400 if said.words else 200)


def _new_fields() -> list[str]:
    return [
        html.field("新密码", "new", kind="password", fills="new-password"),
        html.field("再输一次新密码", "again", kind="password", fills="new-password"),
    ]


async def _form(request: Request) -> FormData | None:
    """Return what was typed; null where more is sent than any form of these pages holds."""
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit() or int(length) > BYTES:
        return None
    return await request.form(max_files=0, max_fields=8)


def _too_much(*, crowded: bool) -> Response:
    words, status = ("操作过于频繁，请稍后重试。", 429) if crowded else ("请求过大。", 413)
    return closing(words, status)


@contextmanager
def _counted(request: Request) -> Iterator[bool]:
    """Count a form while it is under way; say whether its address has too many of them."""
    address = request.client.host if request.client else ""
    if _UNDER_WAY[address] >= TRIES_AT_ONCE:
        yield True
        return
    _UNDER_WAY[address] += 1
    try:
        yield False
    finally:
        _UNDER_WAY[address] -= 1
        if not _UNDER_WAY[address]:
            del _UNDER_WAY[address]


async def _run(action: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Ask the database, or look at a password, in one of the few threads that these pages have."""
    return await to_thread.run_sync(lambda: action(*given, **named), limiter=_THREADS)
