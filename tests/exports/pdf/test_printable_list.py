"""The list of printable characters is what the fonts that ship can draw, no more and no less."""

import json
from itertools import pairwise

import typst

from exports.pdf.fonts import FOLDER
from exports.pdf.typesetter import TEMPLATES
from metrics.records.printable import FILE
from tests.exports.printable_list import HAN, SCRIPTS, sections, written

FACE = "song"
"""Every chain of fonts ends as this one does; the others only try more fonts first."""
DRAWN = """
#import "/official.typ": typefaces
#set document(title: "t")
#set page(width: 300mm, height: auto)
#set text(lang: "zh", size: 4pt, fallback: false, font: typefaces(false).at(sys.inputs.face))
#json(bytes(sys.inputs.words)).join(" ")
"""


def test_the_file_is_what_the_fonts_give():
    assert FILE.read_text(encoding="ascii") == written()


def test_no_letter_stands_in_two_scripts():
    letters = [letters for _, letters, _ in sections()]
    assert all(one.isdisjoint(other) for one, other in pairwise(letters))
    assert len(set[int]().union(*letters)) == sum(map(len, letters))


def test_every_font_of_the_list_stands_at_the_end_of_every_chain():
    chains = (TEMPLATES / "official.typ").read_text(encoding="utf-8")
    known = {one.path: one.family for one in typst.Fonts(False, False, [str(FOLDER)]).fonts()}
    families = [known[str(FOLDER / name)] for name in (*HAN, *SCRIPTS)]
    listed = [
        line for line in chains.splitlines() if line.startswith(("#let rare", "#let scripts"))
    ]
    assert json.loads(f"[{', '.join(line.partition('(')[2].strip(')') for line in listed)}]") == (
        families
    )


def test_every_character_of_the_list_is_drawn_as_an_archive_file():
    words = []
    for _, letters, marks in sections():
        words += map(chr, sorted(letters))
        first = chr(min(c for c in letters if chr(c).isalpha()))
        words += [f"{first}{chr(mark)}{first}" for mark in sorted(marks)]
    assert drawn(words).startswith(b"%PDF")


def drawn(words: list[str]) -> bytes:
    """Return the words as PDF/A-2a, in which a missing glyph is an error."""
    compiler = typst.Compiler(
        DRAWN.encode(),
        root=str(TEMPLATES),
        font_paths=typst.Fonts(False, True, [str(FOLDER)]),
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words), "face": FACE},
    )
    made = compiler.compile(format="pdf", pdf_standards=["a-2a"])
    assert isinstance(made, bytes)
    return made
