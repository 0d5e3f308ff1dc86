"""What hinders who reads a page aloud or uses no mouse, as axe-core finds it; nothing leaves the browser."""

from importlib import resources

from playwright.sync_api import Page

SCRIPT = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GRAVE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact) || one.id === 'heading-order')
  .map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`))"""
"""What is serious or critical, and headings out of order."""


def hindrances(page: Page) -> list[str]:
    """Return what axe-core finds on a page as it is drawn now."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    found: list[str] = page.evaluate(GRAVE)
    return found
