"""项目情况: one project on one page, from its light to the history of every figure."""
