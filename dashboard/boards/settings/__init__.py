"""系统设置: what the office is called, how it works, and the rules it decides."""
