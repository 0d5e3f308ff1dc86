"""What is reported: the data dictionary, the records of a data date, who reports."""
