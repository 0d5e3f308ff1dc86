"""How a page names the sealed evaluation that it tells of."""

from datetime import date

from metrics.scope import Scope
from metrics.sealing.rounds import FINAL, Round, RoundEvent
from metrics.views.rating.round_tables import file_looked_at, looked_at

DAY = date(2024, 6, 30)
THIRD = Round(
    id=9, scope=Scope("620000", DAY, 2024, "national", DAY, 9), number=3, title="年度评价",
    standard="建办城〔2021〕50号", digest="0123456789abcdef" * 4, file_sha256="f" * 64, log_number=7,
    replaces=None, replaced_by=None, corrected=False, account=None, at="2024-07-01T01:00:00+00:00",
    by="某人", events=[RoundEvent(FINAL, DAY, None, "", None, "", "某人")],
)  # fmt: skip


def test_a_round_is_named_by_its_number_and_state():
    assert looked_at(THIRD) == "2024年度第3轮封账（截至2024年6月30日，定稿，评价摘要0123456789ab）"


def test_a_file_by_itself_knows_neither_number_nor_state():
    assert file_looked_at(THIRD) == "封账文件（截至2024年6月30日，评价摘要0123456789ab）"
