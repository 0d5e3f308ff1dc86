"""A statement typed in the browser (在线填报): from the statement in force to a workbook."""
