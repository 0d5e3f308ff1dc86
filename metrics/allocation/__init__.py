"""Allocation (资金分配) of a pool of money by schemes that are data, exact to the 分."""
