"""Rules that measures read: thresholds of consent and satisfaction, shares, renovation contents.

Those that 建办城〔2021〕50号 leaves to 当地规定 are `local`: each record is judged by those of its own place.
"""

from typing import Any

from metrics.rules.readers import RuleKey, share, target_share, whole, word


def content_items(raw: Any) -> dict[str, str]:
    """Read the renovation contents (改造内容项) by class as item → class, none twice."""
    if not isinstance(raw, dict) or set(raw) != {"基础", "完善", "提升"}:
        raise ValueError("应按基础、完善、提升三类列出内容项")
    items = [(item, group) for group, listed in raw.items() for item in listed]
    if len({item for item, _ in items}) != len(items):
        raise ValueError("同一内容项只能归入一类")
    return dict(items)


LOCAL_KEYS: dict[str, RuleKey] = {
    "built_year_max": RuleKey("改造对象建成年份上限", whole),
    "participation_min": RuleKey("居民参与率下限", share),
    "consent_min": RuleKey("居民同意率下限", share),
    "consent_base": word("同意率基数", "participants", "households"),
    "scheme_vote_min": RuleKey("方案表决同意率下限", share),
    "survey_rate_min": RuleKey("满意度调查率下限", share),
    "satisfaction_min": RuleKey("居民满意率下限", share),
}
RULE_KEYS: dict[str, RuleKey] = {
    **{key: rule._replace(local=True) for key, rule in LOCAL_KEYS.items()},
    "social_share_target": RuleKey("社会力量与居民出资占比目标", target_share),
    "local_share_target": RuleKey("地方财政与债券占比目标", target_share),
    "content_items": RuleKey("改造内容项及分类", content_items),
}
