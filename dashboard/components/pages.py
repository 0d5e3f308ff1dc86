"""Where the pages' files lie; each name is also the page's place in the address."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "pages"


def file(name: str) -> str:
    """Return the file of a page, for Streamlit's navigation and its links."""
    return str(FOLDER / f"{name}.py")
