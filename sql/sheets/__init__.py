"""What the office enters for score sheets (考核细则): targets, points by hand, points of self-evaluation."""
