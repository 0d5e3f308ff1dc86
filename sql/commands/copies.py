"""Copies of the database on the command line: backed up, restored, checked, moved to another database."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from sqlalchemy import URL

from metrics.command_line import agree
from metrics.days.beijing import moment
from metrics.errors import UnknownChoice
from sql.archive.file import SUFFIX, opened
from sql.archive.manifest import Manifest, taken
from sql.copies import moving
from sql.copies.checking import prove_log, sound
from sql.copies.daily import keep_daily
from sql.copies.moving import Live
from sql.copies.taking import back_up, note_backup, source
from sql.copies.words import in_full, in_short
from sql.database import migrate
from sql.database.settings import address, database_url, demo_asked, office_url, told
from sql.database.snapshot import free_name, stamp

AGREED = "已有数据时不再询问，直接替换（原有内容先另存）"


def backup(parser: ArgumentParser) -> None:
    """Describe a backup."""
    parser.set_defaults(run=run_backup)
    parser.add_argument(
        "file", type=_new, nargs="?",
        help=f"写到哪个文件（{SUFFIX}）；写文件夹的，按时间取名",
    )  # fmt: skip
    parser.add_argument(
        "--daily", action="store_true", help="今天尚未备份的，在备份文件夹中备份一次"
    )


def run_backup(*, file: Path | None, daily: bool) -> str:
    """Back the database up into a file, or make today's copy if it is due."""
    url = database_url()
    if daily == (file is not None):
        raise UnknownChoice("请写明备份到哪个文件，或只写 --daily。")
    if file is None:
        kept = keep_daily(url)
        return "今天的备份已有，或不需要备份。" if kept is None else f"已备份到：{kept}"
    manifest = back_up(url, file)
    note_backup(url, file, manifest)
    size = file.stat().st_size / 1_000_000
    return "\n".join([f"已备份：{file}（{size:.1f} MB）", *_told(manifest)])


def restore(parser: ArgumentParser) -> None:
    """Describe the way back from a backup."""
    parser.set_defaults(run=run_restore)
    parser.add_argument("file", type=Path, help=f"备份文件（{SUFFIX}）")
    parser.add_argument("--yes", action="store_true", help=AGREED)


def run_restore(*, file: Path, yes: bool) -> str:
    """Put what a backup holds in place of what the office's database holds, or the demo's with DUDAO_DEMO."""
    url = database_url() if demo_asked() else office_url()
    with opened(file, revisions=migrate.revisions()) as archive:
        prove_log(archive)
        said = archive.manifest
        agreed = _agreed(url, f"备份“{file}”（{moment(said.made_at)}备份）", said, yes=yes)
        kept = moving.replace(url, archive, before="restore", agreed=agreed, of=file.name)
    lines = [f"已从备份恢复到{told(url)}。", *_done(said, kept)]
    return "\n".join([*lines, "正在运行的页面服务请重新启动。"])


def check(parser: ArgumentParser) -> None:
    """Describe the check."""
    parser.set_defaults(run=run_check)
    parser.add_argument(
        "file", type=Path, nargs="?", help=f"要检查的备份文件（{SUFFIX}）；不写则检查数据库"
    )


def run_check(*, file: Path | None) -> str:
    """Say whether the database, or a backup, is sound, and what it holds."""
    if file is None:
        url = database_url()
        manifest = sound(url)
        return "\n".join([f"{told(url)}检查通过。", *in_full(manifest)])
    with opened(file, revisions=migrate.revisions()) as archive:
        prove_log(archive)
        return "\n".join([f"备份“{file}”完好，可用于恢复。", *_told(archive.manifest)])


def copy(parser: ArgumentParser) -> None:
    """Describe the move to another database."""
    parser.set_defaults(run=run_copy)
    parser.add_argument(
        "--to", required=True, help="目标数据库地址，如 postgresql://用户名@主机/库名"
    )
    parser.add_argument("--yes", action="store_true", help=AGREED)


def run_copy(*, to: str, yes: bool) -> str:
    """Put all that the database holds into another one."""
    url, target = database_url(), address(to, "--to 的地址")
    if moving.same(url, target):
        raise UnknownChoice("--to 指向的就是正在使用的数据库，请写另一个数据库的地址。")
    with source(url) as connection:
        manifest = taken(connection)
        agreed = _agreed(target, told(url), manifest, yes=yes)
        kept = moving.replace(
            target, Live(connection, manifest), before="copy", agreed=agreed, of=told(url)
        )
    lines = [f"已复制到{told(target)}，原数据库没有改动。", *_done(manifest, kept)]
    return "\n".join([*lines, "要改用它，请将环境变量 DATABASE_URL 设为它的地址，再启动页面服务。"])


def _agreed(url: URL, what: str, content: Manifest, *, yes: bool) -> bool:
    """Ask before what a database holds is replaced; an empty one is filled without a question."""
    held = moving.rows_held(url)
    if not any(held.values()):
        return False
    coming = in_short({entry.name: entry.rows for entry in content.tables}) or "没有任何记录"
    agree(
        f"{told(url)}中已有{in_short(held)}。\n"
        f"将全部替换为{what}的内容：{coming}。\n原有内容会先另存到备份文件夹。",
        yes=yes,
    )
    return True


def _done(manifest: Manifest, kept: Path | None) -> list[str]:
    """Say what came, in which structure, and where what was there before is kept."""
    lines = in_full(manifest)
    if manifest.revision != migrate.newest():
        lines.append(f"已由结构版本 {manifest.revision} 升级到 {migrate.newest()}，摘要随之变化。")
    if kept is not None:
        lines.append(f"原有内容已另存：{kept}")
    return lines


def _told(manifest: Manifest) -> list[str]:
    made = f"备份时间：{moment(manifest.made_at)}，程序版本 {manifest.programme}，取自 {manifest.database}"
    return [made, *in_full(manifest)]


def _new(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        return free_name(path, f"dudao-{stamp()}")
    if path.suffix.lower() != SUFFIX or not path.parent.is_dir():
        raise ArgumentTypeError(f"“{text}”应为已有文件夹，或其中的 {SUFFIX} 文件")
    return path
