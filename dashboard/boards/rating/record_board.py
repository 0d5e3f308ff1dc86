"""One record: why it was judged so, every field, what hangs on it, and every version ever stored."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.boards.rating import trail
from dashboard.components import address, kept_note, signal_table
from dashboard.components.plain_text import escaped
from dashboard.components.ways import trace_link
from metrics.records.sheets import BY_NAME
from metrics.scope import Scope
from metrics.standards.measure import Measure
from metrics.views.parts import wording
from metrics.views.parts.table import DisplayTable
from metrics.views.rating import indicator_tables
from metrics.views.rating.ranking import names_of
from metrics.views.reported import record_tables, version_tables


def show(scope: Scope) -> None:
    """Draw the record named in the address."""
    evaluation = data.evaluation(scope)
    names = names_of(evaluation)
    region, record = address.get("region") or scope.place, address.get("record") or ""
    standard = evaluation.standard
    measure = standard.measures[address.get("measure") or f"{address.get('item') or 'A01'}.1"]
    item = standard.item_of[measure.code]
    judged = data.evidence(scope, measure=measure.code, region=region).filter(record=record)
    kept = not judged.height and not data.sees(region)
    trail.show(
        [
            ("", wording.INDICATORS),
            ("verdict", f"{names[region]}　{item.code} {item.title}"),
            ("record", f"{measure.code} {measure.title}{'' if kept else f'：{record}'}"),
        ]
    )
    if kept:
        kept_note.show(region)
        return
    _verdict(judged, measure=measure, names=names)
    trace_link.show(scope, figure=measure.code, region=region)
    records = data.records(scope, measure.sheet, record)
    if not records:
        st.info("报送数据中没有这条记录的明细：该单位或该社区尚未报送相应的表。")
    for number, values in enumerate(records):
        _record(scope, measure.sheet, values, number=number)


def _verdict(judged: pl.DataFrame, *, measure: Measure, names: dict[str, str]) -> None:
    table = indicator_tables.evidence_rows(judged, measure=measure, names=names)
    st.header("判定所依据的内容")
    if table.lines:
        signal_table.show(table, key="verdict_of_record")
    else:
        st.warning("该地区的这条衡量内容中没有这条记录，请返回上一级重新选择。")


def _record(scope: Scope, sheet: str, values: dict[str, Any], *, number: int) -> None:
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        fields = record_tables.record_fields(sheet, values)
        st.header(f"填报内容：{escaped(fields.title)}{_of_project(values)}")
        signal_table.show(fields, key=f"fields{number}", height=460)
    with right:
        st.header("历次报送")
        key = {name: values[name] for name in BY_NAME[sheet].record_key}
        versions = version_tables.versions(sheet, data.record_versions(scope, sheet, key))
        signal_table.show(versions, key=f"versions{number}", height=460)
        st.caption(versions.note)
    for child, rows in data.attached(scope, sheet, values).items():
        _attached(record_tables.attached_rows(child, rows), key=f"{child}{number}")


def _of_project(values: dict[str, Any]) -> str:
    """Name the project: a compound built over several years has a record in each."""
    project = values.get("project")
    return f"（项目{escaped(project)}）" if project else ""


def _attached(table: DisplayTable, *, key: str) -> None:
    st.header(f"相关的{escaped(table.title)}")
    signal_table.show(table, key=key, height=260)
