"""Pages of evaluations: sealed rounds (封账轮次), and what evaluations hang on."""
