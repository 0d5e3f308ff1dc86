"""Where one region stands among its peers, in one sentence."""

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import NOT_REPORTED, told_scores
from metrics.views.parts import labels, numbers
from metrics.views.rating import findings
from metrics.views.rating.ranking import interval, names_of


def standing_words(evaluation: Evaluation, region: str) -> str:
    """Say score, grade, rank and interval of a region in the ranking of an evaluation's place."""
    scores = told_scores(evaluation)
    row = scores.filter(region=region).row(0, named=True)
    names, level = names_of(evaluation), labels.LEVELS[row["level"]]
    name, place = names[region], names[evaluation.place]
    word = row["unheard"]
    if word == NOT_REPORTED:
        return f"{name}{word}，没有得分、等次和名次，不等于工作为零。"
    if row["rank"] is None:
        return f"{name}没有可以计分的记录，不参加{place}的{level}排名。"
    peers = scores.filter(level=row["level"], group=row["group"])["rank"]
    group = "" if row["group"] == "main" else f"{labels.GROUPS[row['group']]}的"
    grade = f"{word}，不评等次" if word else f"等次为{row['grade'] or numbers.MISSING}"
    barred = "，触碰一票否决事项" if row["vetoes"] else ""
    silent = "（未报送，不等于工作为零）" if region in findings.silent(evaluation) else ""
    among, of_them = f"在{place}{group}{len(peers)}个{level}", f"名次区间{interval(row).text}"
    ranked = f"{among}中排第{row['rank']}名（{of_them}）"
    if peers.null_count():
        ranked = (
            f"{among}（有名次的{peers.count()}个）中暂列第{row['rank']}名；"
            f"其余{peers.null_count()}个未报送或没有可计分的记录，{of_them}"
        )
    return f"{name}得{numbers.score(row['score'])}分，{grade}{silent}{barred}，{ranked}。"
