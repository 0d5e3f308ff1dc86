"""Pages of those who keep the system: settings, accounts, the log."""
