"""An evaluation by a score sheet (考核细则) is sealed with sheet, targets and hand scores, and verified from them."""

from dataclasses import replace

import pytest

from metrics.scope import Scope
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import Seal, seal
from metrics.sealing.slip import Slip, slip
from metrics.sealing.verifying import verify
from metrics.sealing.written import opened, written
from metrics.sheets.catalogue import sheet
from metrics.sheets.reading import read_sheet
from metrics.views.changes import slip_list, slip_tables
from tests.metrics.sealing.test_sealing import MADE
from tests.metrics.sheets.test_scores_of_a_sheet import NATION, hand_scores, small, targets

SHEET = sheet("default100")
FRAMES = small(
    targets=targets(("620102", "D1", "50%")), hand_scores=hand_scores(("620102", "D5", 250))
)
SCOPE = Scope("620000", FRAMES.as_of, 2023, "national")


def sealed(**changed: object) -> Seal:
    return seal(replace(FRAMES, **changed), NATION, SCOPE, MADE, standard=SHEET)


def test_a_sheet_is_sealed_word_for_word_and_computed_to_the_same():
    file = written(sealed())
    found, stated = opened(file)
    assert written(found) == file
    assert verify(file).digest == stated == sealed().digest
    assert found.standard.source == SHEET.source
    assert found.frames.given.targets.equals(FRAMES.given.targets)
    assert found.frames.given.hand_scores.equals(FRAMES.given.hand_scores)


def test_a_place_inside_is_ranked_by_the_sealed_targets():
    found, _ = opened(written(sealed()))
    whole = found.evaluation()
    assert whole.scores.equals(sealed().scores)
    assert whole.earnings.equals(found.evaluation_of("620000").earnings)
    part = found.evaluation_of("620100")
    assert part.counts.equals(whole.counts.filter(whole.counts["region"] != "620000"))


def test_another_target_hand_score_or_word_of_the_sheet_is_another_digest():
    first = sealed().digest
    others = (
        small(targets=targets(("620102", "D1", "50%")), hand_scores=hand_scores(("620102", "D5", 300))),
        small(targets=targets(("620102", "D1", "60%")), hand_scores=hand_scores(("620102", "D5", 250))),
        small(),
    )  # fmt: skip
    assert first not in {sealed(given=other.given).digest for other in others}
    reworded = read_sheet(SHEET.source.replace("取低的一项", "取低项"), name="甲")
    assert seal(FRAMES, NATION, SCOPE, MADE, standard=reworded).digest != first


def test_a_sheet_that_was_changed_in_a_forged_file_is_found():
    swapped = replace(
        sealed(), standard=read_sheet(SHEET.source.replace("each: 2", "each: 8"), name="甲")
    )
    with pytest.raises(SealDiffers, match="不一致"):
        verify(written(swapped))


def test_a_slip_lists_the_targets_that_were_changed_and_names_them_as_the_cause():
    lower = small(
        targets=targets(("620102", "D1", "40%"), ("620103", "D3", "80%")),
        hand_scores=hand_scores(("620102", "D5", 250)),
    )
    found = slip(sealed(), sealed(given=lower.given))
    assert found.targets.rows() == [("620102", "D1", "50%", "40%"), ("620103", "D3", None, "80%")]
    (table,) = (each for each in slip_tables.tables(found) if each.title == slip_tables.TARGETS)
    told = [[cell.text for cell in line.cells] for line in table.lines]
    assert [row[-2:] for row in told] == [["50%", "40%"], ["未下达", "80%"]]
    assert [row["about"] for row in _listed(found)][-1] == "D3 投资完成率：目标"


def _listed(found: Slip) -> list[dict[str, str]]:
    table = slip_list.one_list(found)
    names = [column.name for column in table.columns]
    return [
        dict(zip(names, (cell.text for cell in line.cells), strict=True)) for line in table.lines
    ]
