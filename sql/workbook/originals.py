"""A workbook as it was sent, packed to be kept as text: compressed, in Base64, told by its digest."""

import base64
import binascii
import zlib
from dataclasses import dataclass
from hashlib import sha256

from metrics.errors import UserError


class OriginalDamaged(UserError):
    """A workbook as it was kept is no longer what was sent."""

    exit_code = 44


@dataclass(frozen=True, slots=True)
class Original:
    """A workbook packed to be kept: the SHA-256 and the size in bytes of what was sent."""

    sha256: str
    size: int
    packed: str


def pack(content: bytes) -> Original:
    """Pack a workbook."""
    text = base64.b64encode(zlib.compress(content, 9)).decode("ascii")
    return Original(sha256(content).hexdigest(), len(content), text)


def unpack(original: Original) -> bytes:
    """Return what was sent, held against its size and digest.

    Raises:
        OriginalDamaged: if it is another content, or none.
    """
    opener = zlib.decompressobj()
    try:
        packed = base64.b64decode(original.packed, validate=True)
        content = opener.decompress(packed, original.size + 1)
    except (binascii.Error, ValueError, zlib.error):
        content = b""
    if len(content) != original.size or sha256(content).hexdigest() != original.sha256:
        raise OriginalDamaged(
            f"摘要为{original.sha256[:12]}的报送原件已损坏，与报送时不一致，请从较早的备份中取回。"
        )
    return content
