"""Who may do what, and where: roles, the table of what each may, and who acts in this run."""
