"""What a version of a record changed, in words."""

from metrics.records.sheets.compounds import COMPOUNDS
from metrics.views.reported.record_tables import changed_fields


def test_a_changed_field_reads_from_old_to_new():
    blank = dict.fromkeys(COMPOUNDS.schema)
    before, now = {**blank, "households": 90}, {**blank, "households": 100}
    assert changed_fields(COMPOUNDS, None, now) == "首次报送"
    assert changed_fields(COMPOUNDS, before, now) == "户数：90→100"
    assert changed_fields(COMPOUNDS, now, now) == "内容未变"
