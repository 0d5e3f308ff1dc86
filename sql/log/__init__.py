"""The log (操作日志) read and proved: its entries, its head, and whether its chain is whole."""
