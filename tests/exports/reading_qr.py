"""Read a QR code (ISO/IEC 18004) module by module, without correcting errors: what a camera would find in it."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

Matrix = Sequence[Sequence[bool]]
MASKS = (
    lambda r, c: (r + c) % 2, lambda r, _: r % 2, lambda _, c: c % 3, lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2, lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2, lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)  # fmt: skip
"""A module is turned where its mask is 0, by the number of the mask."""
BLOCKS = {
    (7, "M"): [(4, 31)], (8, "M"): [(2, 38), (2, 39)], (9, "M"): [(3, 36), (2, 37)],
    (10, "M"): [(4, 43), (1, 44)], (11, "M"): [(1, 50), (4, 51)], (12, "M"): [(6, 36), (2, 37)],
    (13, "M"): [(8, 37), (1, 38)],
}  # fmt: skip
"""How many blocks of how many bytes of data a version has."""
CENTRES = {7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50), 11: (6, 30, 54),
           12: (6, 32, 58), 13: (6, 34, 62)}  # fmt: skip
LEVELS = {0: "M", 1: "L", 2: "H", 3: "Q"}
FORMAT_MASK = 0b101010000010010


def of_png(png: bytes, *, dots: int, quiet: int) -> list[list[bool]]:
    """Return the modules of a picture whose modules are so many dots wide."""
    picture = Image.open(BytesIO(png)).convert("L")
    size = picture.width // dots - 2 * quiet
    at = [(quiet + place) * dots + dots // 2 for place in range(size)]
    return [[picture.getpixel((x, y)) < 128 for x in at] for y in at]


def text(matrix: Matrix) -> str:
    """Return the text of a code in byte mode, UTF-8."""
    size = len(matrix)
    version = (size - 17) // 4
    told = sum(matrix[8][c] << n for n, c in zip(range(14, 8, -1), range(6), strict=True))
    level, mask = LEVELS[(told ^ FORMAT_MASK) >> 13], ((told ^ FORMAT_MASK) >> 10) & 7
    bits = [matrix[r][c] ^ (not MASKS[mask](r, c)) for r, c in _path(version)]
    data = _joined(_bytes(bits), BLOCKS[version, level])
    stream = "".join(f"{byte:08b}" for byte in data)
    assert stream[:4] == "0100"  # byte mode
    wide = 8 if version < 10 else 16
    length = int(stream[4 : 4 + wide], 2)
    start = 4 + wide
    content = (stream[at : at + 8] for at in range(start, start + 8 * length, 8))
    return bytes(int(byte, 2) for byte in content).decode()


def _path(version: int) -> Iterator[tuple[int, int]]:
    """Yield the places of data in their order: two columns up, the next two down."""
    size = 17 + 4 * version
    taken = _taken(version)
    up = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for row in reversed(range(size)) if up else range(size):
            yield from ((row, c) for c in (right, right - 1) if (row, c) not in taken)
        up = not up


def _taken(version: int) -> set[tuple[int, int]]:
    """Return the places of patterns, format and version."""
    size, centres = 17 + 4 * version, CENTRES[version]
    corners = (
        (range(9), range(9)),
        (range(9), range(size - 8, size)),
        (range(size - 8, size), range(9)),
    )
    taken = {(r, c) for rows, columns in corners for r in rows for c in columns}
    taken |= {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    taken |= {
        pair for n in range(6) for m in range(size - 11, size - 8) for pair in ((n, m), (m, n))
    }
    last = centres[-1]
    placed = (
        (r, c) for r in centres for c in centres if (r, c) not in ((6, 6), (6, last), (last, 6))
    )
    return taken | {(r + y, c + x) for r, c in placed for y in range(-2, 3) for x in range(-2, 3)}


def _bytes(bits: Sequence[bool]) -> list[int]:
    return [
        int("".join(str(int(bit)) for bit in bits[at : at + 8]), 2)
        for at in range(0, len(bits) - 7, 8)
    ]


def _joined(read: Sequence[int], groups: Sequence[tuple[int, int]]) -> list[int]:
    """Put the bytes of the blocks, which take turns, one block after the other."""
    lengths = [length for number, length in groups for _ in range(number)]
    blocks: list[list[int]] = [[] for _ in lengths]
    turn = iter(read)
    for at in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if at < length:
                block.append(next(turn))
    return [byte for block in blocks for byte in block]
