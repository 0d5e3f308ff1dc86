"""The keys of all subjects, joined."""

import pytest

from metrics.packs.keys import KEYS, joined
from metrics.packs.pack import load_pack
from metrics.rules.readers import RuleKey, share, whole


def test_a_key_named_by_two_subjects_fails():
    with pytest.raises(ValueError, match="consent_min"):
        joined(
            {"consent_min": RuleKey("居民同意率下限", share)},
            {"consent_min": RuleKey("居民同意率下限", share), "other": RuleKey("其他", whole)},
        )


def test_the_national_pack_lists_every_key_and_rules_come_in_its_order():
    national = load_pack("national")
    assert set(national.file.rules) == set(KEYS)
    for name in ("national", "gansu"):
        rules = load_pack(name).on(max(max(dated) for dated in national.file.rules.values()))
        assert list(rules) == list(national.file.rules)
