"""Where one region stands in a published table of starts, in one sentence."""

from metrics.progress.published import StartTable


def start_standing(table: StartTable, region: str, *, place: str) -> str:
    """Say the place of a region by its rate of starts; `place` names whose table it is."""
    rows = table.rows.filter(region=region)
    rank, name = rows["rank"].item(), rows["name"].item()
    if rank is None:
        return f"{name}的开工率未知，在{place}没有名次。"
    ranked = table.rows["rank"].count()
    return f"{name}按开工率在{place}{ranked}个有开工率的地区中排第{rank}名，相同的并列。"
