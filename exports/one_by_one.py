"""Sheets of one page (一地一页) each as a file of its own, all in one zip.

Some are made at a time, in a process of their own, and it is told how many are done. The same papers
give the same bytes.
"""

import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, TypeVar

from exports.paper_log import logged
from exports.papers.document import Briefing
from exports.pdf import one_page, typesetter
from exports.pdf.render import apart, as_data
from exports.word import one_page as word

AT_ONCE, SECONDS = 8, 120
"""So many sheets a process makes, and the seconds it may take; a quiet machine needs three or four."""
KINDS = ("pdf", "docx")
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
FIXED, UNIX = (1980, 1, 1, 0, 0, 0), 3
"""The only time in a zip, and the system it says it is from: so no program takes its names for GBK."""

T = TypeVar("T")
Progress = Callable[[int], object]
"""Is told how many are done."""


def silent(_done: int) -> None:
    """Tell nobody."""


def counted(each: Iterable[T], progress: Progress) -> Iterator[T]:
    """Yield each, and tell how many were asked for."""
    for done, one in enumerate(each, 1):
        progress(done)
        yield one


def zipped(papers: Sequence[Briefing], kind: str, *, progress: Progress = silent) -> bytes:
    """Return the papers as "pdf" or "docx", one file each, in a zip.

    Raises:
        FontMissing: if a font that ships is not there.
        TypesettingFailed: for anything else.
    """
    names = [file_name(number, paper, kind) for number, paper in enumerate(papers, 1)]
    title = f"{papers[0].masthead}{len(papers)}份 {papers[0].day}（{kind}）"
    return logged(title, lambda: _box(zip(names, _made(papers, kind, progress), strict=True)))


def file_name(number: int, paper: Briefing, kind: str) -> str:
    """Return a name that sorts as the papers do and says whose and of which day it is."""
    return NOT_IN_NAMES.sub("_", f"{number:03d}_{''.join(paper.title)}_{paper.dated}.{kind}")


def _made(papers: Sequence[Briefing], kind: str, progress: Progress) -> Iterator[bytes]:
    for begun in range(0, len(papers), AT_ONCE):
        some = papers[begun : begun + AT_ONCE]
        told = [{**as_data(paper), "dated": paper.dated.isoformat()} for paper in some]
        made = apart("exports.one_by_one", kind, value=told, seconds=SECONDS)
        with zipfile.ZipFile(BytesIO(made)) as box:
            yield from map(box.read, box.namelist())
        progress(begun + len(some))


def _box(files: Iterator[tuple[str, bytes]]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as box:
        for name, content in files:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, UNIX
            box.writestr(info, content)
    return whole.getvalue()


def _one(data: dict[str, Any], kind: str) -> bytes:
    if kind == "docx":
        return word.written([data])
    told = json.dumps(one_page.told([data], title="".join(data["title"])), ensure_ascii=False)
    return typesetter.typeset(told, dated=data["dated"], template="place")


def main() -> int:
    """Write the sheets that standard input describes to standard output, as a zip by number."""
    return typesetter.failing(
        lambda: sys.stdout.buffer.write(
            _box(
                (str(number), _one(data, sys.argv[1]))
                for number, data in enumerate(json.load(sys.stdin.buffer))
            )
        )
    )


if __name__ == "__main__":
    sys.exit(main())
