"""Short names of kinds and natures, so that a column is one line."""

from metrics.records.schema import Kind, Nature

CODE, TEXT, CHOICE, FLAG = Kind.CODE, Kind.TEXT, Kind.CHOICE, Kind.FLAG
COUNT, YEAR, MONEY, DECIMAL = Kind.COUNT, Kind.YEAR, Kind.MONEY, Kind.DECIMAL
PERCENT, DATE = Kind.PERCENT, Kind.DATE

KEY, FIXED, FACT = Nature.KEY, Nature.FIXED, Nature.FACT
TOTAL, STAGE, CURRENT = Nature.TOTAL, Nature.STAGE, Nature.CURRENT
