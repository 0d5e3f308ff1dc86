"""The file that Word opens: its parts by name, how they refer to each other, always the same bytes."""

import zipfile
from io import BytesIO

from exports.word.markup import DECLARED, Xml, element, part, value
from exports.word.styles import font_table, styles

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIXED = (1980, 1, 1, 0, 0, 0)


class Package:
    """A document that is being written: whatever its text refers to has a key."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._related: list[tuple[str, str]] = [
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"),
        ]  # fmt: skip

    def add(self, kind: str, content: bytes) -> str:
        """Keep a "header", "footer" or "image" and return the key by which the text calls it."""
        number = sum(each == kind for each, _ in self._related) + 1
        name = f"media/image{number}.png" if kind == "image" else f"{kind}{number}.xml"
        self._parts[name] = content
        self._related.append((kind, name))
        return f"rId{len(self._related)}"

    def written(self, *body: Xml, title: str, author: str, dated: str, even: bool = False) -> bytes:
        """Return the file; `dated` is its only time, `even` pages have a header and footer of their own."""
        files = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations(
                [
                    ("officeDocument", "word/document.xml"),
                    ("extended-properties", "docProps/app.xml"),
                ],
                [(f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")],
            ),
            "docProps/core.xml": _core(title, author, dated),
            "docProps/app.xml": _app(),
            "word/document.xml": part("w:document", element("w:body", *body)),
            "word/styles.xml": styles(),
            "word/settings.xml": _settings(even=even),
            "word/fontTable.xml": font_table(),
            "word/_rels/document.xml.rels": _relations(self._related),
            **{f"word/{name}": content for name, content in sorted(self._parts.items())},
        }
        return _zipped(files)

    def _types(self) -> bytes:
        listed = {
            "document": "document.main",
            **{n: n for n in ("styles", "settings", "fontTable")},
        }
        types = [(f"/word/{name}.xml", f"{WORD}.{kind}+xml") for name, kind in listed.items()]
        types += [
            (f"/word/{name}", f"{WORD}.{kind}+xml")
            for kind, name in self._related
            if kind in ("header", "footer")
        ]
        types += [
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("/docProps/app.xml",
             "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ]  # fmt: skip
        usual = (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"), ("png", "image/png"),
        )  # fmt: skip
        return _plain(
            "Types", f"{PACKAGE}/content-types",
            *(element("Default", Extension=ending, ContentType=kind) for ending, kind in usual),
            *(element("Override", PartName=name, ContentType=kind) for name, kind in types),
        )  # fmt: skip


def _plain(name: str, namespace: str, *inside: Xml) -> bytes:
    return f'{DECLARED}<{name} xmlns="{namespace}">{"".join(inside)}</{name}>'.encode()


def _relations(listed: list[tuple[str, str]], others: list[tuple[str, str]] | None = None) -> bytes:
    whole = [(f"{OFFICE}/{kind}", target) for kind, target in listed] + (others or [])
    return _plain(
        "Relationships", f"{PACKAGE}/relationships",
        *(
            element("Relationship", Id=f"rId{number}", Type=kind, Target=target)
            for number, (kind, target) in enumerate(whole, 1)
        ),
    )  # fmt: skip


def _core(title: str, author: str, dated: str) -> bytes:
    names = {
        "cp": f"{PACKAGE}/metadata/core-properties", "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }  # fmt: skip
    spaces = "".join(f' xmlns:{key}="{uri}"' for key, uri in names.items())
    times = (
        element(f"dcterms:{name}", f"{dated}T04:00:00Z", xsi_type="dcterms:W3CDTF")
        for name in ("created", "modified")
    )
    said = (element("dc:title", title), element("dc:creator", author), *times)
    return f"{DECLARED}<cp:coreProperties{spaces}>{''.join(said)}</cp:coreProperties>".encode()


def _app() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _plain("Properties", kind, element("Application", "督导一张表"))


def _settings(*, even: bool) -> bytes:
    mode = element(
        "w:compatSetting", w_name="compatibilityMode", w_uri="http://schemas.microsoft.com/office/word",
        w_val=15,
    )  # fmt: skip
    pages = (element("w:mirrorMargins"), element("w:evenAndOddHeaders")) if even else ()
    return part(
        "w:settings", element("w:zoom", w_percent=100), *pages,
        value("w:characterSpacingControl", "compressPunctuation"), element("w:compat", mode),
        element("w:themeFontLang", w_val="en-US", w_eastAsia="zh-CN"),
    )  # fmt: skip


def _zipped(files: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(info, content)
    return whole.getvalue()
