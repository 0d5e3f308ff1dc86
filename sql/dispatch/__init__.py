"""What the office keeps: meetings, orders, promises, cases."""
