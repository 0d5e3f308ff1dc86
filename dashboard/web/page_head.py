"""What the page brings of its own: language, title, dictionary, fonts, layout, and what it will ask for.

Streamlit's page is patched as it is sent. It tries `/page/_stcore/...` before the right address and
fetches the pieces of its widgets one after the other as they appear; both are told beforehand.
"""

import re
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

SCRIPTS = Path(file_util.get_static_dir()) / "static" / "js"
MEDIA = SCRIPTS.with_name("media")
WIDGETS = ("Selectbox", "TextInput", "BidiComponent")
"""Pieces that every page shows at once: the bar of choices, a table."""
EARLY = ("index", *WIDGETS, "PlotlyChart")
"""Pieces that visitors will ask for first."""
ICONS = "MaterialSymbols-Rounded"
IMPORTED = re.compile(rb'(?:from|import)"\./([\w.-]+\.js)"')
UNUSED = re.compile(rb'<link\s+rel="(?:preload|service-desc)"[^>]*?/>')
LANGUAGE = (b'<html lang="en">', b'<html lang="zh-CN">')
TITLE = b"<title>Streamlit</title>"
FIRST = """<title>督导一张表</title>
<script>window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};</script>
<script src="./app/static/zh.js"></script>
<script src="./app/static/session.js"></script>
<link rel="stylesheet" href="./app/static/fonts/index.css">""".encode()
ROOT = b'<div id="root">'
# In the body, so that its rules come after those that Streamlit adds to the head.
LAYOUT = b'<link rel="stylesheet" href="./app/static/sheet.css">' + ROOT


def is_streamlits(page: bytes) -> bool:
    """Say whether a page is Streamlit's: our own small ones come as they are."""
    return TITLE in page


@lru_cache(maxsize=4)
def patched(page: bytes) -> bytes:
    """Return Streamlit's page with everything of ours in it."""
    own = UNUSED.sub(b"", page).replace(*LANGUAGE).replace(TITLE, FIRST).replace(ROOT, LAYOUT)
    return own.replace(b"</head>", _hints(own) + b"</head>")


def _hints(page: bytes) -> bytes:
    """Name what the first page will need and does not name itself."""
    scripts = (name for name in pieces(*WIDGETS) if name.encode() not in page)
    lines = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in scripts
    ]
    lines += [
        f'<link rel="preload" href="./static/media/{file.name}" as="font" crossorigin>'
        for file in MEDIA.glob(f"{ICONS}.*.woff2")
    ]
    return "\n".join(lines).encode()


def early() -> list[Path]:
    """Return the scripts that the first visitors will ask for."""
    return [SCRIPTS / name for name in pieces(*EARLY)]


def pieces(*names: str) -> list[str]:
    """Return the scripts that hold these parts of Streamlit, with all they import, sorted.

    A part of another name in a later Streamlit is left out: the page then asks for it later.
    """
    todo = [file.name for name in names for file in SCRIPTS.glob(f"{name}.*.js")]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            listed = IMPORTED.findall((SCRIPTS / name).read_bytes())
            todo += [each.decode() for each in listed]
    return sorted(seen)
