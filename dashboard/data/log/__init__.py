"""The log (操作日志) as the screens read it."""
