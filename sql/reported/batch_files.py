"""Many files at once: what was named or uploaded, zips opened, and of each whose it is and of when."""

import glob
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from metrics.errors import UnknownChoice
from sql.database.engine import session_scope
from sql.reported import history
from sql.workbook.children import CHILDREN, ChildFailed, Children, Crowded
from sql.workbook.guard import content_of
from sql.workbook.identity import identity
from sql.workbook.reading.bundle import MOST_FILES, side_file, was_sent
from sql.workbook.refusals import WorkbookRefused

AT_ONCE = 2
"""Files looked at once, so that other senders get their turn."""
MOST_ZIPPED = 200 << 20
_SECONDS = 60.0
_NO_UNIT = (
    "看不出是哪个单位的报送：请选定报送单位，或在工作簿的“填报说明”中填写，"
    "或在文件名中写明行政区划代码（如620102_2023-07-28.xlsx）。"
)
_NO_DATE = (
    "看不出数据截止日期：请选定日期，或在工作簿的“填报说明”中填写，"
    "或在文件名中写明（如620102_2023-07-28.xlsx）。"
)
_ZIP_NOT_OPENED = "压缩包没有打开（检查的人较多，或内容过大），请稍后重试，或直接选择其中的工作簿。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """One file of several: the name the sender gave, and a path or all that it holds.

    `refusal` says why it cannot be taken at all; else empty.
    """

    name: str
    source: Path | bytes = b""
    refusal: str = ""

    def content(self) -> bytes:
        """Return what the file holds.

        Raises:
            WorkbookRefused: for a missing or too large file.
        """
        return content_of(self.source) if isinstance(self.source, Path) else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A file with the unit that reports and the data date; null where these are still to be asked for.

    `proposed` is a unit to be asked about where none is told. `refusal` says why the file is not tried;
    else empty. `doubts` are sentences about what it says of
    itself, for whoever sends it.
    """

    file: SentFile
    unit: str | None = None
    as_of: date | None = None
    proposed: str | None = None
    digest: str = ""
    refusal: str = ""
    doubts: tuple[str, ...] = ()


def named(arguments: Iterable[str]) -> list[SentFile]:
    """Return the files that were named on a command line: files, folders, patterns and zips.

    A file that is named twice is one.

    Raises:
        UnknownChoice: for a name under which there is nothing, and for more files than are taken.
    """
    paths = dict[Path, Path]()
    for argument in arguments:
        there = paths_of(argument)
        if not there:
            raise UnknownChoice(f"没有找到文件“{argument}”，请检查路径。")
        paths |= {path.resolve(): path for path in there}
    files = [SentFile(name=path.name, source=path) for path in paths.values()]
    return unpacked(sorted(files, key=lambda file: (file.name, str(file.source))))


def paths_of(argument: str) -> list[Path]:
    """Return the files that one argument means: itself, those of a folder or of a pattern.

    Windows leaves patterns such as *.xlsx to the program. What Office leaves beside an open
    workbook is passed over.
    """
    path = Path(argument)
    if path.is_file():
        return [path]
    if path.is_dir():
        listed = [each for each in path.iterdir() if was_sent(each.name)]
    else:
        every = glob.glob(argument, recursive=True)  # noqa: PTH207 - absolute patterns as well
        listed = [Path(each) for each in every]
    return [each for each in listed if each.is_file() and not side_file(each.name)]


def unpacked(files: Iterable[SentFile], *, children: Children = CHILDREN) -> list[SentFile]:
    """Return the files with the workbooks of each zip in its place; a zip that is refused stays.

    Raises:
        UnknownChoice: for more files than are taken at once.
    """
    every = [each for file in files for each in _opened(file, children)]
    if len(every) > MOST_FILES:
        raise UnknownChoice(f"一次最多导入{MOST_FILES}个工作簿，现有{len(every)}个，请分几次导入。")
    return every


def _opened(file: SentFile, children: Children) -> list[SentFile]:
    if file.refusal or not file.name.lower().endswith(".zip"):
        return [file]
    try:
        told, parts = children.ask("unpack", {}, _zip_content(file), seconds=_SECONDS)
    except (ChildFailed, Crowded):
        return [replace(file, refusal=_ZIP_NOT_OPENED)]
    except WorkbookRefused as refusal:
        return [replace(file, refusal=str(refusal))]
    if "refused" in told:
        return [replace(file, refusal=told["refused"])]
    return [
        SentFile(name=member["name"], source=part, refusal=member["refusal"])
        for member, part in zip(told["members"], parts, strict=True)
    ]


def _zip_content(file: SentFile) -> bytes:
    source = file.source
    if (source.stat().st_size if isinstance(source, Path) else len(source)) > MOST_ZIPPED:
        raise WorkbookRefused(f"压缩包超过{MOST_ZIPPED >> 20}MB，请分成几个压缩包。")
    return source.read_bytes() if isinstance(source, Path) else source


def addressed(files: Iterable[SentFile], *, as_of: date | None = None) -> list[Addressed]:
    """Tell unit and data date of each file by what it says itself, else by its name.

    A name means a division that has been reported, any of the nation while none has. `as_of` is the
    date of the files that tell none; one that tells another is refused.
    """
    with session_scope() as session:
        names = history.division_names(session) or None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda file: _addressed(file, names, as_of), files))


def _addressed(file: SentFile, names: Mapping[str, str] | None, as_of: date | None) -> Addressed:
    try:
        if file.refusal:
            raise WorkbookRefused(file.refusal)
        content = file.content()
        says = identity(content, file.name, names=names)
    except WorkbookRefused as refusal:
        return Addressed(file=file, refusal=str(refusal))
    whose = Addressed(
        file=file, unit=says.unit, as_of=says.as_of or as_of, proposed=says.proposed,
        doubts=says.doubts,
        digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    if as_of is not None and says.as_of not in (None, as_of):
        words = f"文件写明的数据截止日期是{says.as_of}，与选定的{as_of}不一致，请核对。"
        return replace(whose, refusal=words)
    return whose


def judged(files: Sequence[Addressed]) -> list[Addressed]:
    """Return the files in the order in which they are stored, with the reasons not to try some.

    That is by data date, then unit, then name. Two different files of one unit and day are both
    refused: nobody could tell which of them is right. Where two are the same to the byte one stands.
    """
    rivals: dict[tuple[str | None, date | None], list[Addressed]] = {}
    for each in files:
        rivals.setdefault((each.unit, each.as_of), []).append(each)
    told = [replace(each, refusal=each.refusal or _objection(each, rivals)) for each in files]
    return sorted(told, key=_turn)


def _turn(each: Addressed) -> tuple[date, str, str, str]:
    return each.as_of or date.max, each.unit or "", each.file.name, each.digest


def _objection(
    each: Addressed, rivals: dict[tuple[str | None, date | None], list[Addressed]]
) -> str:
    if each.unit is None:
        return _NO_UNIT if each.as_of is not None else f"{_NO_UNIT}{_NO_DATE}"
    if each.as_of is None:
        return _NO_DATE
    same = rivals[each.unit, each.as_of]
    if len({rival.digest for rival in same}) == 1:
        return ""
    names = "、".join(f"“{name}”" for name in sorted(rival.file.name for rival in same))
    return (
        f"{names}都是{each.unit}截至{each.as_of}的报送而内容不同，请只保留正确的一份，再重新导入。"
    )


def still_to_ask(files: Iterable[Addressed]) -> Iterator[Addressed]:
    """Yield the files of which unit or data date are not known, and nothing else is wrong."""
    yield from (each for each in files if not each.refusal and None in (each.unit, each.as_of))
