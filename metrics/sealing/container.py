"""The file of a seal: a plain zip of its parts that ends with the SHA-256 of everything before.

Any programme opens it; nothing in it is compressed, dated or named by the machine, so that the same parts
make the same file. The last 64 bytes are the comment of the zip: no byte of the file can change unnoticed.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from metrics.records.sheets import SHEETS
from metrics.sealing.errors import SealDiffers

MANIFEST = "manifest.json"
"""The part that lists the others with their digests."""
DIGEST = 64
"""Length of a SHA-256 in hexadecimal digits."""
LARGEST = 2_000_000_000
"""No seal is longer, in bytes: the nation's is some tens of megabytes."""
EPOCH = (1980, 1, 1, 0, 0, 0)
RULES, SUCCESSIONS, REPORTED = "rules.yaml", "successions.json", "records/reporting.parquet"
SOURCES, FILES = "records/sources.parquet", "records/files.parquet"
SHEET, GIVEN = "sheet.yaml", "given/"
"""The score sheet (考核细则) that was judged by, word for word, and the folder of what the office entered."""
COUNTS, SCORES, VERDICTS = (f"results/{name}.parquet" for name in ("counts", "scores", "verdicts"))
LABELS = {
    MANIFEST: "清单", RULES: "参数", SUCCESSIONS: "区划调整", REPORTED: "报送情况", COUNTS: "指标计数",
    SCORES: "得分排名", VERDICTS: "记录判定", SOURCES: "记录来源", FILES: "报送文件",
    SHEET: "考核细则", f"{GIVEN}targets.parquet": "各地目标", f"{GIVEN}hand_scores.parquet": "手工评分",
    **{f"records/{sheet.name}.parquet": f"{sheet.label}记录" for sheet in SHEETS},
}  # fmt: skip
"""What the parts of a seal are called where one is not as it was."""


def canonical(value: Any) -> bytes:
    """Return a value as JSON that is the same on every machine."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def packed(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Return the file of a seal; the manifest gets the digest of every part as `parts`."""
    listed = {name: sha256(content) for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        _put(archive, MANIFEST, canonical({**manifest, "parts": listed}))
        for name, content in parts.items():
            _put(archive, name, content)
        archive.comment = b"0" * DIGEST
    body = out.getvalue()[:-DIGEST]
    return body + sha256(body).encode("ascii")


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr = 0, 0
    archive.writestr(entry, content)


def unpacked(file: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest and the parts of a seal.

    Raises:
        SealDiffers: it is no seal, or a byte of it is not as it was sealed; the text names the part.
    """
    if len(file) > LARGEST:
        raise SealDiffers("文件过大，不是封账文件。")
    body, end = file[:-DIGEST], file[-DIGEST:]
    if sha256(body).encode("ascii") != end:
        raise SealDiffers(f"封账文件与封存时不同：{_changed(file)}。请使用未经改动的原文件。")
    try:
        contents = _contents(file)
        manifest = json.loads(contents.pop(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError):
        raise SealDiffers("不是封账文件：不能按封账文件的格式读取。") from None
    return manifest, contents


def _contents(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
        if len(set(names)) < len(names) or not stored:
            raise zipfile.BadZipFile
        return {entry.filename: archive.read(entry) for entry in entries}


def _changed(file: bytes) -> str:
    """Name the first part that differs from what the manifest lists, as far as the file still reads."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                return f"“{LABELS.get(damaged, damaged)}”的内容被改动"
            listed = json.loads(archive.read(MANIFEST))["parts"]
            differing = [name for name in listed if sha256(archive.read(name)) != listed[name]]
    except Exception:  # whatever a changed byte makes of a zip
        return "文件的目录或首尾被改动，或文件不完整，或不是封账文件"
    return (
        f"“{LABELS.get(differing[0], differing[0])}”的内容被改动"
        if differing
        else "文件的目录或末尾的摘要被改动"
    )
