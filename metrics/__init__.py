"""The rules: pure functions over Polars frames that judge, count, score and rank."""
