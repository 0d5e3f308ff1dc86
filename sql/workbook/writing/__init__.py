"""The blank workbook, and the marked one."""
