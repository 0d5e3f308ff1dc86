"""The weekly meeting (周调度): agenda, causes of orders, promises, cases."""
