"""The 20 items in four characters, for the head of a wide table; full titles stand in the catalogue."""

SHORT_TITLES = {
    "A01": "统筹协调", "A02": "计划合理", "A03": "资金合规", "A04": "专营衔接", "A05": "应改尽改",
    "A06": "居民参与", "A07": "征求意见", "A08": "长效管理", "A09": "质量安全", "A10": "问题整改",
    "B01": "党建引领", "B02": "片区联动", "B03": "生活圈", "B04": "多元筹资", "B05": "规模运营",
    "B06": "金融支持", "B07": "政策制度", "B08": "设施移交", "B09": "维修资金", "B10": "户内改造",
}  # fmt: skip
