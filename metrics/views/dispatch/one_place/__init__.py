"""一地一页 as people read it: tables, sentences and figures, the same on screen and on paper."""
