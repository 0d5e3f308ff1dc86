"""The log (操作日志): who did what, and whether anybody bent it."""
