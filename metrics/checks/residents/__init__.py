"""Checks of what residents said: consent, questionnaires, satisfaction."""
