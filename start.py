"""One command from nothing to the first page: database, demo province, evaluation, paper, screens.

What exists already is kept: the demo province is written only into an empty database, and the
paper only when the data have changed since the last one.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
OUTPUT = ROOT / "output"


def step(title: str, *arguments: str, needed: bool = True) -> None:
    """Run one of our commands, telling what it is for; stop if one that is needed fails."""
    print(f"▶ {title}", flush=True)
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=False)
    if done.returncode and needed:
        sys.exit(done.returncode)


def main() -> None:
    """Prepare what is missing, then serve the screens until interrupted."""
    OUTPUT.mkdir(exist_ok=True)
    step("数据库：建立或升级", "sql", "init")
    step("演示省数据：仅在空库时写入", "sql", "demo", "--if-empty")
    step("全国公布数据：仅在未导入时写入", "sql", "published", "--if-empty")
    step("经验案例：补入随附的案例", "sql", "cases")
    # In January, say, no project of the new year has been reported: no paper, but screens.
    step("评价与工作简报", "exports", "latest", "--folder", str(OUTPUT), needed=False)
    step("启动页面（按 Ctrl+C 停止）", "dashboard")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
