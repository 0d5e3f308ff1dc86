-- Scores, vetoes, ranks and rank intervals from the counts, under the packs' default shapes.
WITH earned AS (
    SELECT c.region,
        any_value(planned.numerator) AS planned,
        sum(s.weight * least(1, coalesce(c.numerator / nullif(c.denominator, 0), 0) / s.target)) AS won,
        sum(s.weight * least(1, coalesce((c.numerator + CASE WHEN s.amounts THEN 0 ELSE c.unknown END)
            / nullif(c.denominator, 0), 0) / s.target)) AS won_best,
        sum(s.weight) AS asked,
        coalesce(bool_or(s.veto AND c.denominator > c.numerator + c.unknown), false) AS barred,
        coalesce(bool_or(s.veto AND c.denominator > c.numerator), false) AS barred_worst
    FROM counts c JOIN shapes s USING (measure)
    LEFT JOIN (SELECT * FROM counts WHERE measure = 'planned') planned ON planned.region = c.region
    GROUP BY c.region
),
scored AS MATERIALIZED (
    SELECT r.region, r.level,
        CASE WHEN coalesce(planned, 0) < $min_compounds THEN 'small' ELSE 'main' END AS grp,
        floor(won / asked * 10000 + 0.5 + 1e-7)::BIGINT AS score,
        floor(won_best / asked * 10000 + 0.5 + 1e-7)::BIGINT AS score_best,
        CASE WHEN barred THEN 0 ELSE 1000000 END AS clear,
        CASE WHEN barred_worst THEN 0 ELSE 1000000 END AS clear_worst
    FROM regions r LEFT JOIN earned USING (region)
),
keyed AS MATERIALIZED (
    SELECT region, level, grp, score, score + clear AS now, score_best + clear AS best,
        score + clear_worst AS worst
    FROM scored WHERE level IN ('市', '县')
),
-- Rank against other regions' keys: peers (1) and the region's own key (0) in one ordering; peers
-- ahead are those up to the key, less those that equal it.
against AS (
    SELECT region, level, grp, worst AS key, 1 AS peer, 'best' AS side FROM keyed
    UNION ALL SELECT region, level, grp, best, 0, 'best' FROM keyed
    UNION ALL SELECT region, level, grp, best, 1, 'worst' FROM keyed
    UNION ALL SELECT region, level, grp, worst, 0, 'worst' FROM keyed
),
ahead AS (
    SELECT region, side, peer, sum(peer) OVER up_to - sum(peer) OVER equal AS n
    FROM against
    WINDOW up_to AS (PARTITION BY side, level, grp ORDER BY key DESC RANGE UNBOUNDED PRECEDING),
           equal AS (PARTITION BY side, level, grp, key)
),
ranked AS (
    SELECT k.region,
        rank() OVER (PARTITION BY level, grp ORDER BY now DESC) AS rank,
        (1 + b.n)::BIGINT AS rank_best,
        (1 + w.n - (k.best > k.worst)::INT)::BIGINT AS rank_worst
    FROM keyed k
    JOIN (SELECT region, n FROM ahead WHERE peer = 0 AND side = 'best') b USING (region)
    JOIN (SELECT region, n FROM ahead WHERE peer = 0 AND side = 'worst') w USING (region)
)
SELECT s.region, s.score, rank, rank_best, rank_worst, s.grp AS "group"
FROM scored s LEFT JOIN ranked USING (region) ORDER BY region
