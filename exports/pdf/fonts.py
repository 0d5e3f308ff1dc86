"""The fonts that ship: a paper is drawn with all of them or not at all."""

from pathlib import Path

from metrics.errors import UserError

FOLDER = Path(__file__).parents[1] / "fonts"
FONTS = {
    "BriefHei-Medium.otf": 2_111_052,
    "BriefHei-Regular.otf": 2_122_184,
    "BriefKai-Regular.ttf": 4_673_836,
    "BriefMyeongjo-Regular.ttf": 1_790_432,
    "BriefTitle-Bold.otf": 2_951_620,
    "FandolFang-Regular.otf": 6_961_384,
    "NotoNaskhArabic-Regular.ttf": 175_792,
    "NotoSansLisu-Regular.ttf": 12_860,
    "NotoSansMongolian-Regular.ttf": 242_252,
    "NotoSansNewTaiLue-Regular.ttf": 17_024,
    "NotoSansTaiLe-Regular.ttf": 19_796,
    "NotoSansYi-Regular.ttf": 182_808,
    "NotoSerifSC-Regular.otf": 11_625_800,
    "NotoSerifTibetan-Regular.ttf": 595_476,
}
"""The files and their sizes in bytes: Typst passes over one that is missing or cut short."""


class FontMissing(UserError):
    """A font that ships is missing or not whole, and another face would take its place."""

    exit_code = 35


def check_fonts() -> None:
    """Raise FontMissing unless every font that ships is there, whole."""
    files = {path.name: path.stat().st_size for path in FOLDER.glob("*.?tf")}
    wrong = [name for name, size in FONTS.items() if files.get(name) != size]
    if wrong:
        raise FontMissing(
            f"随附字体缺失或不完整：{'、'.join(wrong)}，未生成文件。"
            f"请从安装包恢复文件夹“{FOLDER}”后重试。"
        )
