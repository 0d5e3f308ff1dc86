"""附件文件里的记录：页面上只有可以导出记录的人拿到，Word不带。"""

import pytest

from dashboard import papers
from exports.papers.document import Briefing
from exports.papers.proof.manifest import FAILING
from metrics.access.acting import NotAllowed
from metrics.access.permissions import Action
from metrics.scope import Scope
from tests.exports import sample

SCOPE = Scope("620000", sample.NOW, 2024, "national", sample.NOW)


def names(monkeypatch: pytest.MonkeyPatch, *, kind: str, may: bool) -> list[str]:
    """Return the names of the records that a visitor gets with a paper of a kind."""
    drawn: list[Briefing] = []
    monkeypatch.setattr(papers.data, "need_records", lambda *_, **__: None)
    monkeypatch.setattr(
        papers.data, "may_for",
        lambda action, place: may and (action, place) == (Action.EXPORT_RECORDS, SCOPE.place),
    )  # fmt: skip
    monkeypatch.setattr(papers.data, "evaluation", lambda _: sample.evaluation())
    draws = dict.fromkeys(("pdf", "docx"), lambda made: drawn.append(made) or b"")
    monkeypatch.setattr(papers, "OFFICIAL", draws)
    papers.drawn(SCOPE, sample.briefing(), kind=kind)
    return [one.name for one in drawn[0].attached]


@pytest.mark.parametrize(
    ("kind", "may", "wanted"),
    [("pdf", True, [FAILING]), ("pdf", False, []), ("docx", True, [])],
)
def test_可以导出记录的人拿到PDF里的未达标记录(
    monkeypatch: pytest.MonkeyPatch, kind: str, may: bool, wanted: list[str]
):
    assert names(monkeypatch, kind=kind, may=may) == wanted


def test_不能看该地记录的人不能生成(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise NotAllowed("仅供本级及其上级查看。")

    monkeypatch.setattr(papers.data, "need_records", refuse)
    with pytest.raises(NotAllowed):
        papers.drawn(SCOPE, sample.briefing(), kind="pdf")
