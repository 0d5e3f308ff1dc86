"""Score sheets (考核细则) as people read them: the sheet itself, scores by item, what was entered."""
