"""Uploads: only into one's own page, a few at a time, and never more than a page may hold.

Streamlit keeps what is uploaded in memory and takes it from anybody who names the page that it goes to.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.responses import Response
from starlette.types import Scope
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard.data import visitor
from dashboard.web.closing import closing
from metrics.access.actor import Actor

BELOW = "/_stcore/upload_file/"
AT_ONCE = 8
"""Uploads of one account that are under way; a browser sends six."""
FILES, BYTES = 600, 256 << 20
"""How many files one open page holds at most, and what all pages of an account hold: the workbooks of
a province, a few of them large."""
IN_ALL = 1 << 30
"""What all pages of a process hold at most."""
_UNDER_WAY: Counter[int | None] = Counter()


@contextmanager
def counted(who: Actor, scope: Scope) -> Iterator[Response | None]:
    """Count an upload while it is under way; give the refusal where it may not be, null for all else."""
    if not scope["path"].startswith(BELOW):
        yield None
        return
    page = scope["path"].removeprefix(BELOW).partition("/")[0]
    sends = scope["method"] in ("PUT", "POST")
    if refused := _refused(who, page, sends=sends):
        yield refused
        return
    _UNDER_WAY[who.account] += sends
    try:
        yield None
    finally:
        _UNDER_WAY[who.account] -= sends


def _refused(who: Actor, page: str, *, sends: bool) -> Response | None:
    if not _is_own(who, page):
        return closing("只能上传到自己打开的页面。", 403)
    if not sends:
        return None
    if _UNDER_WAY[who.account] >= AT_ONCE:
        return closing("同时上传的文件过多，请稍后重试。", 429)
    files, held, in_all = _held(who, page)
    if files >= FILES or held >= BYTES or in_all >= IN_ALL:
        return closing("已上传的文件过多，请先导入或刷新页面。", 413)
    return None


def _is_own(who: Actor, page: str) -> bool:
    """Say whether a page was opened by an account, as the gate told Streamlit when it was."""
    client = runtime.get_instance().get_client(page)
    told = dict(client.client_context.headers) if client and client.client_context else {}
    return told.get(visitor.ACCOUNT) == str(who.account)


def _held(who: Actor, page: str) -> tuple[int, int, int]:
    """Return how many files a page holds, how many bytes all pages of the account, and how many all."""
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0, 0, 0
    sizes = {
        name: [len(file.data) for file in list(files.values())]
        for name, files in list(manager.file_storage.items())
    }
    held = {name: sum(each) for name, each in sizes.items()}
    own = sum(size for name, size in held.items() if name == page or _is_own(who, name))
    return len(sizes.get(page, [])), own, sum(held.values())
