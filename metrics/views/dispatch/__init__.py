"""Meetings, orders and the calendar as people read them."""
