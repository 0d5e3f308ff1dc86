"""Every cause for which a file is not taken as a workbook, in the one sentence that an officer gets."""

from metrics.errors import UserError

MAX_FILE = 30 << 20
MAX_UNZIPPED = 600 << 20
MAX_ENTRIES = 2_000
MAX_SHEETS = 255
MAX_SHEET_NAME = 31  # Excel's own bound
MAX_ROWS = 200_000
MAX_COLUMNS = 200  # column GR
MAX_CELLS = 4_000_000  # of all sheets that are read, the blank ones between counted
MAX_CELL_TEXT = 32_767  # Excel's own bound of a cell
MAX_ALL_TEXT = 32_000_000  # characters of all cells that are read
MAX_MERGED = 50_000

SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。"
_SAVE_AGAIN = "请用 Excel 或 WPS 另存后再报。"


class WorkbookRefused(UserError):
    """The file cannot be taken as a workbook at all; the text says why and what to do."""

    exit_code = 28


class ReadersBusy(WorkbookRefused):
    """The file was not looked at: too many wait to be read."""


def damaged() -> WorkbookRefused:
    """Say that the file is broken."""
    return WorkbookRefused(
        "文件不完整或已损坏（可能没有下载或上传完整），请用 Excel 或 WPS 打开检查并重新保存后再上传。"
    )


def odd_file(what: str) -> WorkbookRefused:
    """Say that a part of the file is written in a way that could be read in more than one way."""
    return WorkbookRefused(f"文件内部的{what}写法不规范，无法确保读得准确。{_SAVE_AGAIN}")


def odd_sheet(sheet: str, cell: str) -> WorkbookRefused:
    """Say so of a sheet; `cell` is where the reading stopped, or a row such as 第3行."""
    return WorkbookRefused(
        f"工作表“{sheet}”{cell}处的内部写法不规范，无法确保读得准确。{_SAVE_AGAIN}"
    )


def declared_entity() -> WorkbookRefused:
    """Say that a part declares entities, which no workbook needs."""
    return WorkbookRefused(f"文件内含有外部实体声明，存在安全风险，不能导入。{SAVE_AS}")


def too_large() -> WorkbookRefused:
    """Say that the unpacked file is out of proportion."""
    return WorkbookRefused(
        f"文件解压后超过{MAX_UNZIPPED >> 20}MB，远大于正常的报送工作簿，不能导入。"
        "请只保留有数据的单元格后再上传。"
    )


def far_flung(sheet: str, cell: str) -> WorkbookRefused:
    """Say that a cell lies outside what any reporting workbook needs."""
    return WorkbookRefused(
        f"工作表“{sheet}”的单元格{cell}超出第{MAX_ROWS}行或GR列，远超报送需要。"
        "请删除表格右侧和下方多余的内容（选中整行整列后删除）再上传。"
    )


def too_many_cells(sheet: str) -> WorkbookRefused:
    """Say that the sheets together hold more cells than are read."""
    return WorkbookRefused(
        f"到工作表“{sheet}”为止，表格已超过{MAX_CELLS // 10_000}万格（含中间的空白格），远超报送需要。"
        "请删除表格右侧和下方多余的内容，或按县区拆分后再上传。"
    )


def too_long_cell(sheet: str, cell: str) -> WorkbookRefused:
    """Say that a cell holds more characters than Excel itself allows."""
    return WorkbookRefused(
        f"工作表“{sheet}”的单元格{cell}超过{MAX_CELL_TEXT}个字，超出 Excel 的上限，请改正后再上传。"
    )


def too_much_text(where: str) -> WorkbookRefused:
    """Say that all cells together hold more text than is read; `where` is what held too much."""
    return WorkbookRefused(
        f"{where}已超过{MAX_ALL_TEXT // 10_000}万字，远超报送需要。请删去大段文字，或按县区拆分后再上传。"
    )


def too_many(what: str, most: int) -> WorkbookRefused:
    """Say that the file holds more of something than any reporting workbook."""
    return WorkbookRefused(f"{what}超过{most}个，远超报送需要，请删去多余的后再上传。")


def too_long_sheet_name(name: str) -> WorkbookRefused:
    """Say that the name of a sheet is longer than Excel allows."""
    return WorkbookRefused(
        f"工作表名称“{name[:MAX_SHEET_NAME]}……”超过{MAX_SHEET_NAME}个字，超出 Excel 的上限，"
        "请改短后再上传。"
    )


def too_slow(seconds: float) -> WorkbookRefused:
    """Say that the reading was given up after its time."""
    return WorkbookRefused(
        f"文件读取了{seconds:g}秒仍未完成，已停止读取。"
        "请删去多余的工作表、格式和图片，或按县区拆分后再上传。"
    )


def too_much_memory() -> WorkbookRefused:
    """Say that the reading was given up for its memory."""
    return WorkbookRefused(
        "读取文件所需的内存超出上限，已停止读取。请删去多余的工作表、格式和图片，或按县区拆分后再上传。"
    )


def reader_ended() -> WorkbookRefused:
    """Say that the reading process ended of itself, for a cause nobody knows."""
    return WorkbookRefused(
        "读取这个文件的程序意外中止，没有读出内容。请稍后再试一次；如仍不能导入，"
        "请用 Excel 或 WPS 另存后再报。"
    )
