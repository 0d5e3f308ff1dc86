"""Accounts (账号): who may come in, with what password, as what, and for how long."""
