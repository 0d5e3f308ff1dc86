"""Files of many targets, points by hand or points of self-evaluation: a table to fill in, and its way back."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import office, score_sheets
from dashboard.components import form_fields
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.sheets import columns
from metrics.sheets.catalogue import sheet
from metrics.views.parts.table import DisplayTable
from metrics.views.sheets.fill_in import fill_in

Kept = Callable[[bytes, str, str], int]
"""Keeps a file by its content, name and the number of its form, and returns how many rows are new."""


def points(scope: Scope, name: str) -> None:
    """Offer to score many divisions by a file."""
    standard = sheet(name)
    items = [item.code for item in standard.items if item.measures[0].of_each]

    def keep(content: bytes, file: str, form: str) -> int:
        rows = score_sheets.points_of(content, file)
        return score_sheets.give_points(name, scope.year, rows, today=office.today(), form=form)

    may = score_sheets.scored_from_here(scope)
    _offer(
        scope,
        "手工评分表",
        lambda: fill_in("手工评分表", columns.POINTS, standard, items, may),
        keep,
    )


def targets(scope: Scope, name: str) -> None:
    """Offer to set the targets of many divisions by a file."""
    standard = sheet(name)
    scored = standard.lays_down["scored"].value
    items = [code for code in standard.by_code if scored[code].by_region]

    def keep(content: bytes, file: str, form: str) -> int:
        rows = score_sheets.targets_of(content, file)
        return score_sheets.set_targets(name, scope.year, rows, form=form)

    may = score_sheets.judged_from_here(scope)
    _offer(scope, "目标表", lambda: fill_in("目标表", columns.TARGETS, standard, items, may), keep)


def own_points(scope: Scope, name: str, unit: str, places: Mapping[str, str]) -> None:
    """Offer to tell the points of many items by a file, in the name of a unit."""
    standard = sheet(name)

    def keep(content: bytes, file: str, form: str) -> int:
        rows = score_sheets.self_scores_of(content, file, unit=unit)
        return score_sheets.tell_points(name, scope.year, rows, form=form)

    _offer(
        scope, "自评表",
        lambda: fill_in("自评表", columns.SELF, standard, standard.by_code, places), keep,
    )  # fmt: skip


def _offer(scope: Scope, title: str, table: Callable[[], DisplayTable], keep: Kept) -> None:
    with st.popover(f"导入{title}", icon=":material/upload_file:", key=f"file:{title}"):
        st.caption("先下载空表，填好后导入；没有填写的行略过，有一行不对即全部不导入，并说明原因。")
        download.show(
            table, name=title, key=f"blank:{title}", label="下载空表（Excel）",
            export=Export(title, records=False),
        )  # fmt: skip
        with form_fields.form(f"file_{title}", of=scope.place) as form:
            file = st.file_uploader(title, type=["xlsx", "csv"], key=form.field("file"))
            form.button("导入")
        if form.sent and file is None:
            form.refuse("请先选择文件。")
            return
        form.keep(
            lambda: keep(file.getvalue() if file else b"", file.name if file else "", form.number),
            words=lambda n: escaped(f"已导入，新增或更正{n}条。"),
        )
