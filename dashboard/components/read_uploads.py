"""Uploads that were read are let go: Streamlit keeps each in memory until its page is closed."""

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def let_go(files: Iterable[str]) -> None:
    """Free what was uploaded, by the numbers of the files; the chooser is to be another one from then on."""
    run = get_script_run_ctx()
    held = run.uploaded_file_mgr if run is not None else None
    if run is not None and isinstance(held, MemoryUploadedFileManager):
        for file in files:
            held.remove_file(session_id=run.session_id, file_id=file)
