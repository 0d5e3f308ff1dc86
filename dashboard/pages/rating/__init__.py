"""Pages of evaluations: sealed rounds (封账轮次), score sheets (考核细则), and what evaluations hang on."""
