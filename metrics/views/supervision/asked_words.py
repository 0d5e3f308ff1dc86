"""The filters of a table in words, for the foot of a paper."""

from collections.abc import Mapping

from metrics.supervision.choice import Asked
from metrics.supervision.stages import LABELS

ORDER_WORDS = {"city": "按市州小计", "region": "按县区小计", "light": "红灯在前", "cause": "按首要原因",
               "owner": "按实施主体", "person": "按项目责任人"}  # fmt: skip
MONEY_WORDS = {"unpaid": "到位未支付", "untold": "到位未报支付"}
NO_STAGE = "尚未储备入库"
NO_FILTER = "无筛选，全部列出"


def stage_words(place: int) -> str:
    """Name the last stage that a project has passed by its place (1–10); 0 is none."""
    return f"已到{LABELS[place - 1]}" if place else NO_STAGE


def filter_words(asked: Mapping[str, str]) -> str:
    """Write filters by name as 灯色“红”，地区“城关区”; an empty one asks nothing."""
    return "，".join(f"{name}“{value}”" for name, value in asked.items() if value) or NO_FILTER


def asked_words(asked: Asked, names: Mapping[str, str]) -> str:
    """Write what is asked of the supervision table, with its order; `names` names the divisions."""
    filters = {
        "灯色": asked.light,
        "首要原因": asked.cause,
        "资金": MONEY_WORDS.get(asked.money, ""),
        "环节": "" if asked.stage is None else stage_words(asked.stage),
        "地区": names.get(asked.region, asked.region),
        "计划年度": str(asked.year) if asked.year else "",
        "改造方式": asked.mode,
        "实施主体": asked.owner,
        "查找": asked.text,
    }
    return f"{filter_words(filters)}；{ORDER_WORDS[asked.order]}"
