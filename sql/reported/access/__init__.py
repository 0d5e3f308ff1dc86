"""Whether who acts may do it here: asked inside the transaction that does it."""
