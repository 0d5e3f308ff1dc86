"""Runs the frame of the pages from a folder without `pages`, which the test tool would take over."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[2] / "dashboard" / "app.py"))
