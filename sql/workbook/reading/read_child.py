"""Read workbooks in a process of its own: whatever a file does to it, the caller lives on.

`python -m sql.workbook.reading.read_child` answers one JSON line per JSON line on standard input:
`{"path", "folder", "wanted"}` asks for the sheets whose tidied names are wanted; the answer names
one Arrow file per sheet in `folder`, all cells as text, or `{"refused": sentence}`.
Imports stay light: no Polars, no dictionary.
"""

import contextlib
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa

from sql.workbook.guard import (
    MAX_COLUMNS,
    MAX_ROWS,
    Unpacking,
    WorkbookRefused,
    damaged,
    far_flung,
    open_container,
)
from sql.workbook.package import Package, Traits, check_rest, read_package, scan_sheet
from sql.workbook.words import sheet_word

MEMORY_LIMIT = 4 << 30  # of address space; the allocators of the readers reserve about a third
_ENOUGH = 700 << 10  # kB in use after which this process asks to be replaced


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to one request; a file that breaks the reader is reported as damaged."""
    try:
        return _read(Path(request["path"]), Path(request["folder"]), set(request["wanted"]))
    except WorkbookRefused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": str(far_flung())}
    except BaseException as error:  # a panic in the reader is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"refused": str(damaged())}


def _read(path: Path, folder: Path, wanted: set[str]) -> dict[str, Any]:
    with contextlib.closing(open_container(path)) as box:
        unpacking = Unpacking(box)
        package = read_package(unpacking)
        parts = [(name, part) for name, part in package.sheets if sheet_word(name) in wanted]
        traits = {name: scan_sheet(unpacking, package, name, part) for name, part in _sound(parts)}
        seen = {part for _, part in parts}
        check_rest(unpacking, box.namelist(), seen | {"xl/workbook.xml", "xl/styles.xml"})
    return {
        "names": [name for name, _ in package.sheets],
        "from_1904": package.from_1904,
        "sheets": _load(path, folder, package, traits),
    }


def _sound(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Let only parts through that the guard reads as XML."""
    if any(not part.lower().endswith(".xml") for _, part in parts):
        raise damaged()
    return parts


def _load(
    path: Path, folder: Path, package: Package, traits: dict[str, Traits]
) -> list[dict[str, Any]]:
    if not traits:
        return []
    reader = fastexcel.read_excel(str(path))
    order = [name for name, _ in package.sheets]
    if reader.sheet_names != order or len(set(order)) < len(order):
        raise damaged()
    return [
        _load_sheet(reader, name, folder / f"{at}.arrow", traits[name])
        for at, name in enumerate(order)
        if name in traits
    ]


def _load_sheet(
    reader: fastexcel.ExcelReader, name: str, target: Path, traits: Traits
) -> dict[str, Any]:
    """Write one sheet as text; row 0 is Excel row 1, column 0 is `traits.first_column`."""
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    if sheet.total_height > MAX_ROWS or sheet.width > MAX_COLUMNS:
        raise far_flung()
    batch, errors = sheet.to_arrow_with_errors()
    with pa.OSFile(str(target), "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)
    cell_errors = errors.errors if errors is not None else []
    return {
        "name": name,
        "file": str(target),
        "errors": [[*e.position, e.detail] for e in cell_errors],
        **dataclasses.asdict(traits),
    }


def _limit_memory() -> None:
    """Bound this process's memory; Windows has no such call and relies on the time limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _used() -> int:
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Serve until standard input closes or memory has grown."""
    _limit_memory()
    for line in sys.stdin:
        reply = answer(json.loads(line))
        reply["last"] = _used() > _ENOUGH
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
        if reply["last"]:
            break


if __name__ == "__main__":
    main()
