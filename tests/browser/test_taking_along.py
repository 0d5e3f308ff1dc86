"""What a page is taken along as: printed with Ctrl+P, copied as text, saved as a picture."""

from pathlib import Path
from subprocess import run

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


def test_a_table_is_printed_whole_and_taken_as_text_and_picture(page: Page, tmp_path: Path):
    page.goto("/ranking")
    settled(page)
    tools = page.locator(".tools").first
    with page.expect_download() as given:
        tools.get_by_role("button", name="下载图片").click()
    assert given.value.suggested_filename.startswith("县区排名")
    assert Path(given.value.path()).read_bytes().startswith(b"\x89PNG")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tools.get_by_role("button", name="复制文字").click()
    expect(tools).to_contain_text("已复制文字")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "演示数据" in copied[1]
    assert "\t地区\t" in copied[2]
    paper = tmp_path / "排名.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    told = run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True
    ).stdout
    pages = told.split("\f")[:-1]
    assert "演示数据" in pages[0]
    assert all("名次区间" in each for each in pages[:2])
    assert len(copied) - 3 <= sum(line.strip()[:1].isdigit() for line in told.splitlines())
    assert "下载表格" not in told
