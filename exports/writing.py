"""Files appear whole or not at all, and never outside the folder that was named."""

from pathlib import Path

from metrics.errors import UserError
from metrics.whole_files import appearing, why_not_written


class CannotWrite(UserError):
    """The file cannot be written where the user wants it."""

    exit_code = 33


def target(path: Path, *kinds: str) -> Path:
    """Return the path if a file of one of these kinds ("pdf") may be written there, else CannotWrite."""
    if path.suffix.lower().removeprefix(".") not in kinds:
        *others, last = (f".{kind}" for kind in kinds)
        endings = f"{'、'.join(others)}或{last}" if others else last
        raise CannotWrite(f"“{path}”应以{endings}结尾。")
    if path.parent.exists() and not path.parent.is_dir():
        raise CannotWrite(f"“{path.parent}”是文件，不是文件夹，请改写一个文件夹。")
    if not path.parent.is_dir():
        raise CannotWrite(f"文件夹“{path.parent}”不存在，请先建立。")
    if path.is_dir():
        raise CannotWrite(f"“{path}”是文件夹，请写明文件名，如“{path / f'文件.{kinds[0]}'}”。")
    return path


def write_whole(path: Path, content: bytes) -> int:
    """Write all of the content, or leave the file that was there; return its size in bytes."""
    try:
        with appearing(path) as part:
            part.write_bytes(content)
    except OSError as error:
        raise CannotWrite(why_not_written(path, error)) from None
    return len(content)
