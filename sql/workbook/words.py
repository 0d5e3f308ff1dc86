"""One spelling for the names of sheets, headings and choices, whatever the keyboard made of them."""

import re
import unicodedata
from functools import lru_cache

HELP_LABEL, OPTIONS_LABEL, LIST_LABEL, GAPS_LABEL = "填报说明", "选项", "错误清单", "待补内容"
OWN_SHEETS = (HELP_LABEL, OPTIONS_LABEL, LIST_LABEL, GAPS_LABEL, "填写说明")
"""Sheets that are written into a workbook to help, and never read; the last one by its earlier name."""

UNIT_ASKED = "请填写行政区划代码和单位名称，如 620102 城关区"
DATE_ASKED = "请填写数据截止日期，如 2023-07-28"
"""What stands beside the cells in which a unit says whose workbook it is, and of which day."""

_NUMBERING = re.compile(r"^(?:附件|附表|表)?\d+[.、:\-_]+")
_BRACKETS = str.maketrans("[]{}【】〔〕〈〉《》", "()" * 6)
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_SAME = {"平方米": "m2", "m²": "m2", "•": "·", "・": "·", "‧": "·", "∙": "·"}


def tidy(text: str) -> str:
    """Return text without any spaces, in half-width forms, with one kind of bracket and dash."""
    half = unicodedata.normalize("NFKC", text).translate(_BRACKETS).translate(_DASHES)
    for variant, word in _SAME.items():
        half = half.replace(variant, word)
    return "".join(c for c in half if not c.isspace() and unicodedata.category(c) != "Cf")


def sheet_word(name: str) -> str:
    """Return the tidied name of a sheet without a leading number: 「3. 小区 」 is 小区."""
    return _NUMBERING.sub("", tidy(name))


def heading_word(text: str) -> str:
    """Return the tidied heading without the mark of a required column."""
    if len(text) > _LONGEST_HEADING:
        return ""  # a note, or what nobody reads as a heading
    return _heading_word(text)


_LONGEST_HEADING = 300


# The same headings come again in every workbook and sheet; long texts are not worth the memory.
@lru_cache(maxsize=4096)
def _heading_word(text: str) -> str:
    return tidy(text).strip("*").lower()
