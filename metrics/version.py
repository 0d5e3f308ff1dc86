"""The version of the whole programme: the one place that says it. CHANGELOG.md tells what is in it."""

VERSION = "0.8.0"
PRODUCT_VERSION = f"督导一张表（Dudao）{VERSION}"
"""As `--version`, the log and the page of rules say it."""
