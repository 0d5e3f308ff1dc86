"""区划: the administrative divisions, kept by the province."""

from metrics.records.division_code import DIVISION_CODE, PARENT_CODE
from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import CHOICE, CODE, DECIMAL, FIXED, FLAG, KEY, TEXT

LEVELS = ("国", "省", "市", "县")

REGIONS = Sheet("regions", "区划", "由省级维护：本省各级行政区划及属性", (
    Column("region", "行政区划代码", CODE, KEY, required=True, grammar=DIVISION_CODE,
           example="620102"),
    Column("name", "名称", TEXT, FIXED, required=True, example="城关区"),
    Column("level", "层级", CHOICE, FIXED, required=True, choices=LEVELS, example="县"),
    Column("parent", "上级代码", CODE, FIXED, names="regions", grammar=PARENT_CODE,
           example="620100", note="最上一级留空"),
    Column("heated", "北方采暖地区", FLAG, FIXED, example="是"),
    Column("hardship", "财政困难程度系数", DECIMAL, FIXED, low=0, example="80.00"),
), nearest=True)  # fmt: skip
