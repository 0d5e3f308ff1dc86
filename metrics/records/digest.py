"""Digests (摘要) that identify the data behind a figure on any machine and any database."""

import hashlib

from metrics.records.frames import Frames
from metrics.records.sheets import SHEETS


def data_digest(frames: Frames) -> str:
    """Return the SHA-256 over every record of the data date and which units had reported.

    Sheets follow dictionary order, rows their key, cells the sheet; a blank differs from an empty
    text. Numbers given by the database (submission ids, times) do not enter. Targets and points given
    by hand (考核细则) enter where there are any.
    """
    total = hashlib.sha256()
    for sheet in SHEETS:
        rows = frames.tables[sheet.name].write_csv(quote_style="non_numeric", line_terminator="\n")
        total.update(f"[{sheet.name}]\n{rows}".encode())
    reporting = frames.reporting.select("unit", "data_date").sort("unit")
    total.update(f"[reporting]\n{reporting.write_csv(line_terminator=chr(10))}".encode())
    for name, table in frames.given.tables.items():
        rows = table.write_csv(quote_style="non_numeric", line_terminator="\n")
        total.update(f"[{name}]\n{rows}".encode())
    return total.hexdigest()
