"""Accounts (账号) on the command line: made, listed, locked, given roles, taken in from a file, rescued."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from metrics.access.accounts import Account, Proposed
from metrics.access.roles import LEVELS, NAMES, Role
from metrics.command_line import day, new_file, writing
from metrics.days.beijing import moment
from metrics.errors import UnknownChoice
from sql.accounts import book, called, files, handing_out, identities, listed
from sql.accounts import rescue as way_back
from sql.accounts.places import Places, places
from sql.database import beijing
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready

ONCE = "只显示这一次，首次登录须修改"
_ROLE_OF = {NAMES[role]: role for role in LEVELS}


def account(parser: ArgumentParser) -> None:
    """Describe what can be done with accounts."""
    ways = parser.add_subparsers(required=True, metavar="操作")
    for name, about, run, describe in _WAYS:
        one = ways.add_parser(name, help=about, description=about)
        one.set_defaults(run=run)
        describe(one)


def run_add(*, name: str, shown: str, role: Role, region: str, until: date | None) -> str:
    """Make an account with its first role, and a password that is drawn."""
    ensure_ready()
    with session_scope(writing=True) as session:
        made = handing_out.open_one(session, Proposed(name, shown, role, region, until))
    return f"已开通账号“{made.name}”，初始密码：{made.password}（{ONCE}）。"


def run_list(*, role: Role | None, region: str | None) -> str:
    """List the accounts, one a line."""
    ensure_ready()
    with session_scope() as session:
        among, today = places(session), beijing.today()
        place = None if region is None else among.code(region)
        rows = [
            _told(one, among, today) for one in listed.accounts(session) if one.holds(role, place)
        ]
    return "\n".join(rows) or "没有账号。"


def run_lock(*, name: str) -> str:
    """Lock an account."""
    _write(name, book.lock)
    return f"账号“{name}”已停用，其打开的页面随即退出。"


def run_unlock(*, name: str) -> str:
    """Let an account in again."""
    _write(name, book.unlock)
    return f"账号“{name}”已启用。"


def run_password(*, name: str) -> str:
    """Draw a new password for an account."""
    ensure_ready()
    with session_scope(writing=True) as session:
        made = handing_out.reset(session, listed.number_of(session, name))
    return f"账号“{made.name}”的新初始密码：{made.password}（{ONCE}）。"


def run_role(*, name: str, role: Role, region: str, until: date | None, remove: bool) -> str:
    """Give an account a role, or take it away."""
    ensure_ready()
    with session_scope(writing=True) as session:
        number, among = listed.number_of(session, name), places(session)
        code = among.code(region)
        what = f"{among.names[code]}的“{NAMES[role]}”"
        if remove:
            book.take_away(session, account=number, role=role, region=code)
            return f"已收回账号“{name}”{what}角色。"
        book.give(session, account=number, role=role, region=code, until=until)
    term = "" if until is None else f"，至{until}止"
    return f"已授予账号“{name}”{what}角色{term}。"


def run_link(*, name: str, issuer: str | None, subject: str | None, remove: bool) -> str:
    """Link an account to an identity of single sign-on, or unlink it."""
    if remove:
        _write(name, called.unlink)
        return f"账号“{name}”已解除统一身份关联。"
    issuer = issuer or identities.issuer()
    if issuer is None or subject is None:
        raise UnknownChoice("请写明 --issuer 和 --subject，或用 --remove 解除关联。")
    _write(name, lambda s, n: called.link(s, account=n, issuer=issuer, subject=subject))
    return f"账号“{name}”已关联统一身份“{subject}”。"


def run_import(*, file: Path | None, all_units: bool, out: Path) -> str:
    """Make the accounts of a file, or write the file of all units to go on from."""
    if all_units == (file is not None):
        raise UnknownChoice("请写明要导入的文件，或只写 --all-units 先写出全部单位的名单。")
    ensure_ready()
    if file is None:
        with session_scope() as session:
            units = files.proposed(session)
        with writing(out) as part:
            part.write_bytes(files.written_out(units))
        return f"已写出{len(units)}家单位的账号名单：{out}。核对、修改后再导入该文件。"
    with session_scope() as session:
        prepared = files.prepare(session, file.read_bytes(), file_name=file.name)
    with writing(out) as part, session_scope(writing=True) as session:
        made = files.take_in(session, prepared)
        part.touch(mode=0o600)
        part.write_bytes(files.handed_out(made))
    return f"已开通{len(made)}个账号，初始密码写在：{out}。请分发后删除该文件。"


def run_rescue(*, name: str | None) -> str:
    """Let an administrator in again by an address that serves once."""
    ensure_ready()
    with session_scope(writing=True) as session:
        called, address = way_back.rescue(session, name)
    return (
        f"系统管理员“{called}”可以重新设置密码：在浏览器中打开本系统的页面地址，后面接上\n{address}\n"
        "例如 http://127.0.0.1:8501"
        + address
        + "\n该地址24小时内有效，只能用一次；本次找回已记入操作日志。"
    )


def _write(name: str, step: Callable[[Any, int], object]) -> None:
    ensure_ready()
    with session_scope(writing=True) as session:
        step(session, listed.number_of(session, name))


def _told(one: Account, among: Places, today: date) -> str:
    held = "；".join(h.told(among.names, today) for h in one.holding) or "无角色"
    state = "启用" if one.active else "停用"
    last = "从未登录" if one.last_sign_in is None else f"最近登录{moment(one.last_sign_in)}"
    linked = "　已关联统一身份" if one.subject else ""
    return f"{one.name}　{one.shown}　{held}　{state}　{last}{linked}"


def _named(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="账号")


def _adding(parser: ArgumentParser) -> None:
    _named(parser)
    parser.add_argument("--shown", required=True, help="姓名，如“城关区经办”")
    _chosen(parser, required=True)
    parser.add_argument("--until", type=day, help="任期止（代理），如 2027-06-30")


def _chosen(parser: ArgumentParser, *, required: bool = False) -> None:
    names = "、".join(_ROLE_OF)
    parser.add_argument("--role", type=_of_name, required=required, help=f"角色：{names}")
    parser.add_argument("--region", required=required, help="行政区划代码或名称")


def _giving(parser: ArgumentParser) -> None:
    _named(parser)
    _chosen(parser, required=True)
    parser.add_argument("--until", type=day, help="任期止（代理），不写则不限期")
    parser.add_argument("--remove", action="store_true", help="收回该角色")


def _linking(parser: ArgumentParser) -> None:
    _named(parser)
    parser.add_argument(
        "--issuer", help="统一身份认证服务的地址（issuer），默认为环境变量 DUDAO_SSO_ISSUER"
    )
    parser.add_argument("--subject", help="该用户在统一身份认证中的标识（sub）")
    parser.add_argument("--remove", action="store_true", help="解除关联")


def _importing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="名单（.csv 或 .xlsx）：账号、姓名、角色、地区代码或名称、任期止",
    )
    parser.add_argument(
        "--all-units", action="store_true", help="写出本省每个市、县一个账号的名单，供修改后导入"
    )
    parser.add_argument(
        "--out",
        type=new_file,
        required=True,
        help="初始密码（或名单）写到哪个文件，如 初始密码.csv",
    )


def _rescuing(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="系统管理员的账号；只有一个时可以不写")


def _of_name(text: str) -> Role:
    if text not in _ROLE_OF:
        raise ArgumentTypeError(f"没有“{text}”角色，可用：{'、'.join(_ROLE_OF)}")
    return _ROLE_OF[text]


_WAYS: tuple[tuple[str, str, Callable[..., str], Callable[[ArgumentParser], None]], ...] = (
    ("add", "开通一个账号，给出初始密码", run_add, _adding),
    ("list", "列出账号", run_list, _chosen),
    ("lock", "停用账号", run_lock, _named),
    ("unlock", "启用账号", run_unlock, _named),
    ("password", "重设密码，给出新的初始密码", run_password, _named),
    ("role", "授予或收回角色", run_role, _giving),
    ("link", "关联或解除统一身份", run_link, _linking),
    ("import", "按名单一次开通多个账号，或写出全部单位的名单", run_import, _importing),
    ("rescue", "管理员忘记密码时，在本机找回", run_rescue, _rescuing),
)
