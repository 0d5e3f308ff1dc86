"""The same records judged by other rules: supposed ones (测算), or those of another day or place (规则重放)."""
