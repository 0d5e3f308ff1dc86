"""Changes of divisions (区划调整): registered, carried out in the statements, listed, revoked."""
