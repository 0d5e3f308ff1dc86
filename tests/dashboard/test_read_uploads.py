"""What was read of an upload is not kept in memory until the page is closed."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.components import read_uploads


def test_what_was_read_is_let_go_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    held = MemoryUploadedFileManager("/upload")
    for name in ("read", "chosen"):
        file = UploadedFileRec(file_id=name, name=name, type="", data=bytes(1_000))
        held.add_file("page", file)
    run = SimpleNamespace(uploaded_file_mgr=held, session_id="page")
    monkeypatch.setattr(read_uploads, "get_script_run_ctx", lambda: run)
    read_uploads.let_go(["read", "gone already"])
    assert list(held.file_storage["page"]) == ["chosen"]
