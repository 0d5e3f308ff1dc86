"""The paper: what a briefing says, and its official layout. Words stand in `templates/*.j2`."""
