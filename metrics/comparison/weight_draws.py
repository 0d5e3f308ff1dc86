"""Draws of weightings that are the same on every machine: a generator of our own, whole numbers only.

Draw n is read from SHA-256: the digests of the texts 种子:0, 种子:1 … (the seed in decimal digits, a
colon and the number of the block, ASCII) are one stream of two-byte words, the high byte first. With s
factors to choose from, a word below the largest multiple of s is the factor low + word mod s; any other
is passed over. Factors are taken in this order: those of the first draw, one for each item in official
order, then those of the second.
"""

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from metrics.comparison.rule_keys import Trials

WORDS = 1 << 16
_BLOCK = 16
"""So many words are in a digest."""


def factors(trials: Trials, items: int) -> NDArray[np.int64]:
    """Return the factors of every draw in percent: a row for each draw, a column for each item."""
    span = trials.high - trials.low + 1
    bound = WORDS - WORDS % span
    wanted = trials.draws * items
    taken = np.empty(0, dtype=np.int64)
    block = 0
    while taken.size < wanted:
        # The words passed over are few: a block or two more are read than they fill.
        blocks = (wanted - taken.size) * WORDS // bound // _BLOCK + 2
        words = _words(trials.seed, block, blocks)
        taken = np.concatenate((taken, trials.low + words[words < bound] % span))
        block += blocks
    return taken[:wanted].reshape(trials.draws, items)


def _words(seed: int, first: int, blocks: int) -> NDArray[np.int64]:
    stream = b"".join(
        sha256(f"{seed}:{number}".encode("ascii")).digest()
        for number in range(first, first + blocks)
    )
    return np.frombuffer(stream, dtype=">u2").astype(np.int64)
