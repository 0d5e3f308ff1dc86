"""make wheels: every package of the system as files, for computers without internet.

The folder serves Windows and Linux on ordinary (x86-64) computers; other kinds are named as
arguments, as pip names them: `python wheels.py manylinux_2_28_aarch64`. pip asks a package's
conditions of the computer it runs on, not of the one it loads for; so they are answered here.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent
FOLDER = ROOT / "wheels"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("win_amd64", "manylinux_2_28_x86_64")
GLIBC = 28
"""The newest system library that is taken for granted: that of 麒麟V10, of Debian 10."""
OLDEST = 5


def listed(platform: str, python: str) -> list[str]:
    """Return the packages that a computer of this kind needs, each with its version."""
    system = "win32" if platform.startswith("win") else "linux"
    kind = {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.0"}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [
        f"{each.name}{each.specifier}"
        for each in wanted
        if each.marker is None or each.marker.evaluate(kind)
    ]


def names(platform: str) -> list[str]:
    """Return what pip takes for a platform: on Linux all wheels for older systems run too."""
    if not platform.startswith("manylinux_2_"):
        return [platform]
    machine = platform.split("_", 3)[3]
    newer = [f"manylinux_2_{glibc}_{machine}" for glibc in range(GLIBC, OLDEST - 1, -1)]
    return [*newer, *(f"manylinux{old}_{machine}" for old in ("2014", "2010", "1"))]


def load(platform: str, python: str) -> int:
    """Load the packages for one kind of computer; return pip's exit code."""
    print(f"{platform}，Python {python}", flush=True)
    with TemporaryDirectory(prefix="dudao-") as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text("\n".join(listed(platform, python)), encoding="utf-8")
        kinds = [word for name in names(platform) for word in ("--platform", name)]
        command = [
            sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet",
            "--dest", str(FOLDER), "--only-binary", ":all:", "--no-deps", "--python-version", python,
            "--implementation", "cp", *kinds, "-r", str(file),
        ]  # fmt: skip
        return subprocess.run(command, check=False).returncode


def main(platforms: list[str]) -> int:
    """Load everything; the first kind of computer that a package is missing for stops it."""
    for platform in platforms or PLATFORMS:
        for python in PYTHONS:
            if load(platform, python):
                print("下载失败，原因见上。", file=sys.stderr)
                return 1
    files = list(FOLDER.glob("*.whl"))
    size = sum(file.stat().st_size for file in files) // 1_000_000
    print(f"已下载{len(files)}个软件包，共{size} MB：{FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
