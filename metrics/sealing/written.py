"""A seal as a file and back: tables as Parquet, the rest as JSON, each part under its own digest."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import yaml

from metrics.packs.keys import KEYS
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.sheets import SHEETS
from metrics.records.succession import Succession
from metrics.rules.value import Rule, RulePack, no_unknown, read
from metrics.scope import Scope
from metrics.sealing.container import (
    COUNTS,
    FILES,
    GIVEN,
    LABELS,
    REPORTED,
    RULES,
    SCORES,
    SHEET,
    SOURCES,
    SUCCESSIONS,
    VERDICTS,
    canonical,
    packed,
    unpacked,
)
from metrics.sealing.errors import SealDiffers
from metrics.sealing.seal import FORMAT, Circumstances, Seal, told
from metrics.sealing.sources import as_part, from_part
from metrics.sheets.reading import read_sheet
from metrics.standards.catalogue import STANDARDS
from metrics.standards.standard import Standard

OTHER_FILE = "请使用未经改动的原文件，并用生成它的版本或更新的版本核验。"


def written(seal: Seal) -> bytes:
    """Return the file of a seal."""
    frames = seal.frames
    tables = {f"records/{sheet.name}.parquet": frames.tables[sheet.name] for sheet in SHEETS}
    tables |= {REPORTED: frames.reporting, COUNTS: seal.counts, SCORES: seal.scores}
    tables |= {f"{GIVEN}{name}.parquet": table for name, table in frames.given.tables.items()}
    tables |= {SOURCES: as_part(seal.sources), FILES: seal.sources.files}
    parts = {name: _parquet(table) for name, table in tables.items()}
    parts[VERDICTS] = _parquet(seal.verdicts)
    parts[RULES] = _yaml(_rules_out(seal.rules))
    if seal.standard.source:
        parts[SHEET] = seal.standard.source.encode()
    parts[SUCCESSIONS] = canonical([_line_out(line) for line in frames.successions])
    return packed(_manifest(seal), parts)


def _manifest(seal: Seal) -> dict[str, Any]:
    made = seal.made
    return {
        "format": FORMAT, "scope": told(seal.scope), "standard": seal.standard.document,
        "digest": seal.digest, "digests": dict(seal.digests), "version": made.version,
        "calendar": made.calendar, "log": [made.log_number, made.log_digest],
    }  # fmt: skip


def opened(file: bytes) -> tuple[Seal, str]:
    """Return a seal and the digest of the evaluation that its file states.

    Raises:
        SealDiffers: the file is no seal, is not as it was sealed, or belongs to another programme.
    """
    manifest, parts = unpacked(file)
    if manifest.get("format") != FORMAT:
        raise SealDiffers("封账文件的格式与本程序不同，请使用生成它的版本或更新的版本核验。")
    try:
        return _seal(manifest, parts), str(manifest["digest"])
    except KeyError as error:
        raise SealDiffers(f"封账文件缺少{_part(error)}，不能核验。{OTHER_FILE}") from None
    except (ValueError, TypeError, yaml.YAMLError, pl.exceptions.PolarsError):
        raise SealDiffers(f"封账文件的内容与本程序不符，不能核验。{OTHER_FILE}") from None


def _part(missing: KeyError) -> str:
    """Name the part that a file lacks; without a name of its own, some entry of one."""
    label = LABELS.get(str(missing.args[0])) if missing.args else None
    return f"“{label}”" if label else "应有的内容"


def _seal(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> Seal:
    asked, log = manifest["scope"], manifest["log"]
    scope = Scope(
        place=asked["place"], as_of=date.fromisoformat(asked["as_of"]), year=asked["year"],
        rules=asked["rules"], rules_on=date.fromisoformat(asked["rules_on"]),
    )  # fmt: skip
    return Seal(
        scope=scope, standard=_standard(manifest, parts), rules=_rules_in(yaml.safe_load(parts[RULES])),
        frames=_frames(parts, scope), counts=_table(parts[COUNTS]), scores=_table(parts[SCORES]),
        verdicts=_table(parts[VERDICTS]),
        made=Circumstances(log[0], log[1], manifest["calendar"], manifest["version"]),
        sources=from_part(_table(parts[SOURCES]), _table(parts[FILES])),
    )  # fmt: skip


def _standard(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> Standard:
    """Return the standard that was judged by: a score sheet (考核细则) as it was sealed, whatever ships now."""
    document = str(manifest["standard"])
    if SHEET in parts:
        return read_sheet(parts[SHEET].decode(), name=document)
    (standard,) = (each for each in STANDARDS if each.document == document)
    return standard


def _given(parts: Mapping[str, bytes]) -> Given:
    names = ("targets", "hand_scores")
    listed = {name: f"{GIVEN}{name}.parquet" for name in names}
    return Given(**{name: _table(parts[part]) for name, part in listed.items() if part in parts})


def _frames(parts: Mapping[str, bytes], scope: Scope) -> Frames:
    frames = Frames.of(
        as_of=scope.as_of, year=scope.year,
        tables={sheet.name: _table(parts[f"records/{sheet.name}.parquet"]) for sheet in SHEETS},
        reporting=_table(parts[REPORTED]),
        successions=[_line_in(line) for line in json.loads(parts[SUCCESSIONS])],
    )  # fmt: skip
    return replace(frames, given=_given(parts))


def _parquet(table: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    table.write_parquet(out, compression="zstd", statistics=False)
    return out.getvalue()


def _table(content: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(content))


def _line_out(line: Succession) -> dict[str, Any]:
    return {**line._asdict(), "since": line.since.isoformat()}


def _line_in(line: dict[str, Any]) -> Succession:
    return Succession(**{**line, "since": date.fromisoformat(line["since"])})


def _yaml(value: Any) -> bytes:
    """Write as a pack file does: words in their order, numbers and days as what they are."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def _rules_out(rules: RulePack) -> dict[str, Any]:
    """Write the values in force on the day of the rules with the documents that set them."""
    kept = [name for name in Rule._fields if name != "value"]
    own = ("name", "place", "place_name", "day")
    return {
        **{name: getattr(rules, name) for name in own},
        "rules": [{name: getattr(rule, name) for name in kept} for rule in rules.rules.values()],
        "absent": dict(rules.absent),
        "nearer": {place: _rules_out(pack) for place, pack in rules.nearer.items()},
    }  # fmt: skip


def _rules_in(told: Mapping[str, Any]) -> RulePack:
    no_unknown((rule["key"] for rule in told["rules"]), KEYS, pack=told["name"])
    rules = {rule["key"]: _rule_in(rule) for rule in told["rules"]}
    return RulePack(
        name=told["name"], place=told["place"], place_name=told["place_name"],
        day=told["day"], rules=rules, readers=KEYS, absent=told["absent"],
        nearer={place: _rules_in(pack) for place, pack in told["nearer"].items()},
    )  # fmt: skip


def _rule_in(rule: Mapping[str, Any]) -> Rule:
    value = read(rule["key"], rule["raw"], KEYS, pack=rule["pack"], since=f"{rule['since']}起")
    return Rule(**{**rule, "value": value})
