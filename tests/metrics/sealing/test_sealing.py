"""A sealed evaluation: opens as it was, is computed anew to the same, and hides no change."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given, settings

from metrics.errors import UserError
from metrics.packs.pack import load_pack, rules_of
from metrics.records.frames import Frames
from metrics.scope import LOCAL, Scope
from metrics.sealing.container import COUNTS, MANIFEST, RULES, SCORES, packed
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.sources import FILE as SUBMITTED
from metrics.sealing.sources import ROW, Sources
from metrics.sealing.verifying import verify
from metrics.sealing.written import opened, written
from tests.metrics.packs.test_local_rules import DATA, ELSEWHERE, HEBEI, IN_BAODING
from tests.metrics.rating.test_evaluation import DAY, GANSU, TWO_COUNTIES, province
from tests.metrics.small_frames import D
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of

ROOT = Path(__file__).parents[3]
SCOPE = Scope("620000", DAY, 2023, "gansu")
MADE = Circumstances(7, "ab" * 32, "2019–2026·test", "0.8.0")


def sealed(frames: Frames | None = None) -> Seal:
    return seal(frames or province(TWO_COUNTIES), GANSU, SCOPE, MADE)


FILE = written(sealed())


def forged(part: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> bytes:
    """Change a table of the file and write every digest of the file anew, as a forger would."""
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop(MANIFEST))
    out = io.BytesIO()
    change(pl.read_parquet(io.BytesIO(parts[part]))).write_parquet(out)
    return packed(manifest, parts | {part: out.getvalue()})


def test_a_seal_opens_as_it_was_and_is_computed_to_the_same():
    found, stated = opened(FILE)
    assert written(found) == FILE
    assert verify(FILE).digest == stated == sealed().digest
    assert (found.scope.place, found.scope.as_of, found.made) == ("620000", DAY, MADE)
    assert found.evaluation().scores.equals(sealed().scores)


def test_where_records_came_from_is_kept_and_does_not_change_the_digest():
    rows = (
        province(TWO_COUNTIES)
        .tables["compounds"]
        .select(submission=pl.lit(3, pl.Int64), row=pl.int_range(2, pl.len() + 2, dtype=pl.Int32))
    )
    file = (3, "620103", DAY, "2023-08-01T01:00:00.000000Z", "丑县.xlsx", "f" * 64)
    sources = Sources(
        {"compounds": rows}, pl.DataFrame([file], schema=dict(SUBMITTED), orient="row")
    )
    made = seal(province(TWO_COUNTIES), GANSU, SCOPE, MADE, sources=sources)
    kept = verify(written(made)).sources
    assert made.digest == sealed().digest
    assert kept.files.equals(sources.files)
    assert kept.rows["compounds"].equals(rows)
    assert kept.of("compounds", pl.DataFrame({"place": [1]})).rows() == [(3, 3)]
    assert kept.of("funds", pl.DataFrame({"place": [0]})).schema == ROW


@settings(max_examples=10, deadline=None)
@given(drawn=provinces())
def test_any_province_is_computed_to_the_same(drawn: Province):
    frames = frames_of(drawn)
    scope = Scope(frames.place_of(None), frames.as_of, frames.year, "national")
    made = seal(frames, load_pack("national").on(frames.as_of), scope, MADE)
    assert verify(written(made)).digest == made.digest


def test_a_province_with_a_city_of_its_own_rules_is_sealed_with_both():
    scope = Scope(HEBEI, D, 2023, LOCAL)
    made = seal(DATA, rules_of(scope), scope, MADE)
    met = made.verdicts.filter(measure="A07.1").select("region", "met").rows()
    assert met == [(ELSEWHERE, True), (IN_BAODING, False)]
    found = verify(written(made))
    assert (found.scope.rules, found.digest, found.rules) == (LOCAL, made.digest, made.rules)
    assert found.evaluation().evidence("A07.1", region=IN_BAODING)["met"].to_list() == [False]
    alone = seal(DATA, load_pack("national").on(D), scope._replace(rules="national"), MADE)
    assert alone.digest != made.digest


def test_a_forged_threshold_of_one_city_is_found():
    scope = Scope(HEBEI, D, 2023, LOCAL)
    file = written(seal(DATA, rules_of(scope), scope, MADE))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest, rules = json.loads(parts.pop(MANIFEST)), yaml.safe_load(parts[RULES])
    (consent,) = (r for r in rules["nearer"]["130600"]["rules"] if r["key"] == "consent_min")
    assert consent["raw"] == "80%"
    consent["raw"] = "60%"
    forgery = packed(manifest, {**parts, RULES: yaml.safe_dump(rules, sort_keys=False).encode()})
    with pytest.raises(SealDiffers, match="评价摘要不一致"):
        verify(forgery)


def test_the_digest_does_not_hang_on_the_order_or_the_numbers_of_what_was_sent():
    frames = province(TWO_COUNTIES)
    mixed = Frames.of(
        as_of=frames.as_of, year=frames.year,
        tables={name: rows.sample(fraction=1, shuffle=True, seed=1) for name, rows in frames.tables.items()},
        reporting=frames.reporting.reverse().with_columns(submission=pl.lit(99)),
    )  # fmt: skip
    assert sealed(mixed).digest == sealed().digest


def test_another_machine_finds_the_same(tmp_path: Path):
    file = tmp_path / "seal.zip"
    file.write_bytes(FILE)
    surroundings = {
        **os.environ, "POLARS_MAX_THREADS": "1", "LANG": "C", "LC_ALL": "C", "TZ": "America/New_York",
        "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "DATABASE_URL": "sqlite:////nowhere/none.sqlite",
    }  # fmt: skip
    command = [sys.executable, "-m", "metrics", "verify", str(file)]
    ran = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    assert (ran.returncode, sealed().digest in ran.stdout) == (0, True), ran.stderr


def test_no_byte_changes_unnoticed():
    draw = random.Random(20231207)
    for at in [0, len(FILE) - 1, *draw.sample(range(len(FILE)), 200)]:
        file = bytearray(FILE)
        file[at] ^= draw.randint(1, 255)
        with pytest.raises(SealDiffers):
            verify(bytes(file))


@pytest.mark.parametrize("length", [0, 10, len(FILE) // 2, len(FILE) - 1])
def test_what_is_cut_short_is_no_seal(length: int):
    with pytest.raises(SealDiffers):
        verify(FILE[:length])


def test_the_part_in_which_a_byte_changed_is_named():
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        at = archive.getinfo("records/compounds.parquet").header_offset + 100
    file = FILE[:at] + bytes([FILE[at] ^ 1]) + FILE[at + 1 :]
    with pytest.raises(SealDiffers, match="“小区记录”的内容被改动"):
        verify(file)


def one_more(counts: pl.DataFrame) -> pl.DataFrame:
    at = (pl.col("region") == "620103") & (pl.col("measure") == "A01.1")
    return counts.with_columns(pl.when(at).then(99).otherwise("unmet").alias("unmet"))


def test_a_forged_count_is_named_with_its_region_and_measure():
    with pytest.raises(SealDiffers, match=r"丑县（620103）的A01.1，封存的是.*不符合99"):
        verify(forged(COUNTS, one_more))


def test_a_forged_score_is_named_with_its_region():
    better = pl.when(pl.col("region") == "620103").then(10_000).otherwise("score").alias("score")
    with pytest.raises(SealDiffers, match="丑县（620103），得分（百分之一分）封存的是10000"):
        verify(forged(SCORES, lambda scores: scores.with_columns(better)))


def test_a_forged_record_is_named_with_its_measure():
    older = pl.when(pl.col("compound") == "C11").then(1980).otherwise("built_year")
    with pytest.raises(
        SealDiffers, match=r"首个不同的记录是A02.2的“C11”.*封存的是不符合.*重算的是符合"
    ):
        verify(
            forged(
                "records/compounds.parquet",
                lambda rows: rows.with_columns(older.cast(pl.Int32).alias("built_year")),
            )
        )


def test_a_record_that_no_measure_reads_is_still_sealed():
    renamed = pl.lit("改名").alias("name")
    with pytest.raises(SealDiffers, match="评价摘要不一致"):
        verify(forged("records/compounds.parquet", lambda rows: rows.with_columns(renamed)))


def test_a_part_that_is_missing_is_named_as_officers_call_it():
    manifest, parts = _parts()
    del parts[COUNTS]
    with pytest.raises(SealDiffers, match="封账文件缺少“指标计数”，不能核验") as told:
        verify(packed(manifest, parts))
    assert "Error" not in str(told.value)
    with pytest.raises(SealDiffers, match="内容与本程序不符，不能核验") as told:
        verify(packed(manifest, _parts()[1] | {SCORES: b"x"}))
    assert "Error" not in str(told.value)


def _parts() -> tuple[dict[str, object], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(parts.pop(MANIFEST)), parts


def test_another_file_is_refused_in_a_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "甲")
    for other in (b"", b"\x00" * 5_000, out.getvalue(), packed({"format": 99}, {}), packed({}, {})):
        with pytest.raises(UserError, match="封账文件"):
            verify(other)
