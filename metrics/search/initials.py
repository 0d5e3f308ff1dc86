"""What is typed as a pattern: Chinese as it stands, each letter for every character that may begin with it.

和平小区 is found by "hpxq", "和平xq" and "平小". A character with several readings is found by each.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping

Letters = Mapping[str, str]
"""The characters whose reading begins with a letter, by letter."""


def plain(text: str) -> str:
    """Return a text as it is searched in: one width, one case, no spaces at its ends."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def letters_of(characters: Collection[str]) -> dict[str, str]:
    """Return which of some characters may be read with each letter first; others than Chinese with none."""
    from pypinyin import (  # its dictionary takes a moment: not before somebody searches
        Style,
        pinyin,
    )

    found: dict[str, list[str]] = {}
    for character in sorted(c for c in set(characters) if not c.isascii() and c.isalpha()):
        read = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        for letter in {first for firsts in read for first in firsts}:
            if letter.isascii() and letter.isalpha():
                found.setdefault(letter, []).append(character)
    return {letter: "".join(sorted(each)) for letter, each in sorted(found.items())}


def pattern(words: str, letters: Letters) -> str:
    """Write the regular expression that finds `words`, which is `plain`, in a text that is `plain` too."""
    return "".join(_one(c, letters) for c in words)


def _one(character: str, letters: Letters) -> str:
    if character in letters:
        return f"[{letters[character]}{character}]"
    return re.escape(character)


def is_enough(words: str) -> bool:
    """Say whether what is typed can be sought: a Chinese character, or two letters or digits."""
    return len(words) > 1 or any(not c.isascii() for c in words)
