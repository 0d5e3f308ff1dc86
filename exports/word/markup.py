"""XML that is well formed by construction: an element holds elements, and whatever else it is given is text."""

from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000


class Xml(str):
    """Markup that is written already."""

    __slots__ = ()


NOTHING = Xml()


def element(name: str, /, *inside: str, **attributes: object) -> Xml:
    """Write an element; of `attributes`, `w_val` is w:val, and null is left out.

    What stands inside is markup where it is `Xml`, and text otherwise.
    """
    said = "".join(
        f" {key.replace('_', ':', 1)}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(each if isinstance(each, Xml) else escape(each) for each in inside)
    return Xml(f"<{name}{said}>{body}</{name}>" if body else f"<{name}{said}/>")


def joined(*parts: Xml) -> Xml:
    """Write one after the other."""
    return Xml("".join(parts))


def part(name: str, *inside: Xml) -> bytes:
    """Return a file of the package: its root declares every namespace."""
    spaces = "".join(f' xmlns:{key}="{uri}"' for key, uri in NAMES.items())
    return f"{DECLARED}<{name}{spaces}>{''.join(inside)}</{name}>".encode()


def value(name: str, said: object) -> Xml:
    """Write a property that is one value."""
    return element(name, w_val=said)


def twips(mm: float) -> int:
    """Return millimetres in Word's unit, a twentieth of a point."""
    return round(mm * TWIPS_PER_MM)
