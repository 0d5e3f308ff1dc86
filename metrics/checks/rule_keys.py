"""The parameters of the checks: each check's own, and the share of chance among what is asked."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from metrics.rules.readers import RuleKey, number, share, target_share, whole

FALSE_SHARE = "check_false_share"
Reader = Callable[[Any], Any]


def factor(raw: Any) -> Fraction:
    """Read a number of more than 0, such as "1.2"."""
    value = number(raw)
    if isinstance(raw, float | bool) or value <= 0:
        raise ValueError("应为大于0的数，写作“1.2”")
    return value


def counted(raw: Any) -> int:
    """Read a whole number of 1 or more: by nothing nobody divides."""
    if not whole(raw):
        raise ValueError("应为不小于1的整数")
    return whole(raw)


def month_day(raw: Any) -> tuple[int, int]:
    """Read a day of the year without a year, such as "11-15"."""
    parts = str(raw).split("-")
    if len(parts) != 2 or not all(each.isdigit() for each in parts):
        raise ValueError("应为月-日，写作“11-15”")
    month, day = map(int, parts)
    if not (
        1 <= month <= 12
        and 1 <= day <= (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
    ):
        raise ValueError("应为月-日，写作“11-15”")
    return month, day


def several(raw: Any) -> tuple[str, ...]:
    """Read a list of words, none empty."""
    if not isinstance(raw, list) or not raw or not all(str(each).strip() for each in raw):
        raise ValueError("应逐个列出")
    return tuple(str(each).strip() for each in raw)


def identities(raw: Any) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Read identities of a statistical return, such as ["104=105+115+120"]."""
    read = []
    for each in several(raw):
        total, _, parts = each.partition("=")
        try:
            read.append((int(total), tuple(int(part) for part in parts.split("+"))))
        except ValueError:
            raise ValueError(f"“{each}”应写作“104=105+115+120”") from None
    return tuple(read)


def parameters(readers: Mapping[str, Reader]) -> Reader:
    """Return a reader for the parameters of a check, each by its name; none may be left out."""

    def read(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict) or set(raw) != set(readers):
            raise ValueError(f"应分别写明{'、'.join(readers)}")
        values = {}
        for name, reader in readers.items():
            try:
                values[name] = reader(raw[name])
            except ValueError as error:
                raise ValueError(f"{name}{error}") from None
        return values

    return read


_OF_CHECKS: Mapping[str, tuple[str, Mapping[str, Reader]]] = {
    "g01": ("计划分母缩水", {"最少减少": whole}),
    "g02": ("印刷率封顶", {"倍数": factor}),
    "g04": ("未开工记开工", {"天数": whole, "停工起": month_day, "停工止": month_day}),
    "g06": ("门槛贴线", {
        "格宽": target_share, "对比格数": counted, "最少小区": whole, "首格最少": whole, "概率": share,
    }),
    "g07": ("整数成堆", {
        "倍数百分点": counted, "自然比例": target_share, "最少小区": whole, "户数多于": whole, "概率": share,
    }),
    "g08": ("问卷雷同", {"占比": share, "最少题数": whole, "间隔秒": whole, "成串份数": whole}),
    "g09": ("期末突击", {"末几日": whole, "占比": share, "最少": whole, "概率": share}),
    "g10": ("同一小区两报", {"地址相差字数": whole, "相距米": whole, "户数相差": share}),
    "g12": ("对象不符", {"配额起": whole, "配额止": whole, "配额": share}),
    "g14": ("资金沉睡", {"月数": whole, "支付率": share, "较长月数": whole, "较长支付率": share, "质保金": share}),
    "g15": ("资金分解超期", {"天数": whole}),
    "g16": ("付款快于形象进度", {"容差": share, "预付款": share, "预付天数": whole}),
    "g17": ("只开工不推进", {"差距": share, "开工满天数": whole}),
    "g19": ("户均指标异常", {
        "每户面积最少": whole, "每户面积最多": whole, "每栋户数最少": whole, "每栋户数最多": whole,
        "每户万元最少": factor, "每户万元最多": factor,
    }),
    "g20": ("概算调增、合同偏离", {"合同占概算": share, "变更占合同": share}),
    "g21": ("只改面子", {"面子类内容": several, "里子类内容": several}),
    "g22": ("体检虚低", {"占均值": share, "投诉高于": share, "已改年数": whole}),
    "g24": ("满意率只算回收", {"覆盖率": share, "拒访次数": whole}),
    "g25": ("居民社会出资为零", {"中央占比": share}),
    "g26": ("影像复用", {"汉明距": whole, "相距米": whole}),
    "g27": ("更正总向有利", {"最少": whole, "概率": share}),
    "g28": ("材料抽检未闭环", {"天数": whole}),
    "g29": ("验收归档不齐", {"天数": whole}),
    "g30": ("统计口径加总", {"恒等式": identities}),
}  # fmt: skip
RULE_KEYS: dict[str, RuleKey] = {
    FALSE_SHARE: RuleKey("同批检查误报率上限", share),
    **{
        f"check_{code}": RuleKey(f"检查{code.upper()}：{label}", parameters(readers))
        for code, (label, readers) in _OF_CHECKS.items()
    },
}
