"""Files appear whole or not at all, and never outside the folder that was named."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from metrics.errors import UserError


class CannotWrite(UserError):
    """The file cannot be written where the user wants it."""

    exit_code = 33


def target(path: Path) -> Path:
    """Return the path if a file may be written there; CannotWrite says why it may not."""
    if not path.parent.is_dir():
        raise CannotWrite(f"文件夹“{path.parent}”不存在，请先建立。")
    if path.is_dir():
        raise CannotWrite(f"“{path}”是文件夹，请写明文件名，如“{path / '简报.pdf'}”。")
    return path


def write_whole(path: Path, content: bytes) -> int:
    """Write all of the content, or leave the file that was there; return its size in bytes."""
    part = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as made:
            part = Path(made.name)
            made.write(content)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError:
        raise CannotWrite(f"无法写入“{path}”：请关闭正在打开它的程序，或换一个位置。") from None
    finally:
        if part is not None:  # what became the file is there no more
            part.unlink(missing_ok=True)
    return len(content)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
