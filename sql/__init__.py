"""The data: database, submissions and the reading of any past data date (数据截止日期)."""
