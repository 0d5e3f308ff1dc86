"""Papers with an official number (期号), and every print that was made of them."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sql.models.base import ID, METADATA, MOMENT, PLACE, counted_as

ISSUED_PAPERS = Table(
    "issued_papers",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("place", PLACE, nullable=False),
    Column("data_date", Date, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", MOMENT, nullable=False),
    UniqueConstraint("kind", "place", "data_date"),
    Index("ix_issued_papers_number", "kind", "place", "year", "number", unique=True),
    info=counted_as("印发期号", "个"),
    sqlite_autoincrement=True,
)
PAPER_PRINTS = Table(
    "paper_prints",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("paper", ID, ForeignKey("issued_papers.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("at", MOMENT, nullable=False),
    Index("ix_paper_prints_paper", "paper"),
    info=counted_as("印制记录", "条"),
    sqlite_autoincrement=True,
)
PAPERS = (ISSUED_PAPERS, PAPER_PRINTS)
