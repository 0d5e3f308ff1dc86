-- The 36 measures with roll-up in DuckDB, as a single pass over each table: own-row verdicts of
-- compounds are columns, counted by one GROUP BY with FILTER; child tables are folded first.
-- Where verdicts of several rows are joined, 0 = not met, 1 = unknown, 2 = met, so that
-- min is "every" and max is "any".
CREATE OR REPLACE TEMP TABLE counts AS
WITH RECURSIVE
lineage AS (
    SELECT region, region AS ancestor FROM regions
    UNION ALL
    SELECT l.region, r.parent
    FROM lineage l
    JOIN regions r ON r.region = l.ancestor
    JOIN regions p ON p.region = r.parent
),
own AS MATERIALIZED (
    SELECT
        c.compound, c.project, p.region, c.community, c.planned_on, c.started_on,
        p.plan_year = $year AND coalesce(c.planned_on <= $as_of, false) AS in_plan,
        p.plan_year = $year AND coalesce(c.started_on <= $as_of, false) AS started,
        p.plan_year = $year AND coalesce(c.completed_on <= $as_of, false) AS completed,
        coalesce(c.completed_on <= $as_of AND year(c.completed_on) = $year, false) AS finished,
        c.built_year <= $built_year_max AND NOT c.demolition_listed
            AND NOT c.renovated_elsewhere AS a022,
        c.archive_basics AND c.archive_wishes AND c.archive_scheme AND c.archive_progress
            AND c.archive_before_after
            AND CASE WHEN c.reserve_score IS NOT NULL THEN true END AS a031,
        c.took_part_scheme AND c.took_part_works AND c.took_part_oversight
            AND (NOT coalesce(c.completed_on <= $as_of, false)
                 OR (c.took_part_aftercare AND c.took_part_feedback)) AS a062,
        c.survey_responses * $survey_den >= c.households * $survey_num AND c.households > 0
            AND c.survey_satisfied * $satisfaction_den >= c.survey_responses * $satisfaction_num
            AND c.survey_responses > 0 AS a063,
        c.consulted_households * $participation_den >= c.households * $participation_num
            AND c.households > 0
            AND c.consenting_households * $consent_den
                >= (CASE WHEN $by_households THEN c.households ELSE c.consulted_households END)
                   * $consent_num
            AND (CASE WHEN $by_households THEN c.households ELSE c.consulted_households END) > 0
            AND c.consulted_on <= c.planned_on AS a071,
        c.scheme_votes * $vote_den >= c.households * $vote_num AND c.households > 0
            AND c.scheme_voted_on <= c.started_on AS a072,
        c.property_mode <> '无' AND c.property_fee >= 0
            AND c.aftercare_confirmed_on <= c.started_on AS a081,
        c.acceptance = '合格' AND c.accepted_on <= $as_of AS a092,
        c.party_branch_on <= $as_of AS b011,
        c.owners_committee_on <= $as_of AS b012,
        c.online_vote AS b013,
        p.joint_area <> '无' AS b021,
        c.upkeep_collection AND c.upkeep_use AND c.upkeep_renewal AS b091
    FROM compounds c
    JOIN projects p USING (project)
    WHERE p.plan_year = $year OR (c.completed_on <= $as_of AND year(c.completed_on) = $year)
),
short AS (
    SELECT
        c.compound,
        min(CASE c.in_scheme WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END)
            FILTER (k.class = '基础') AS a051,
        max(CASE c.in_scheme WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END)
            FILTER (k.class = '完善') AS a052,
        min(CASE c.in_scheme OR c.area_remedy <> '无' WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END)
            FILTER (k.class = '提升') AS a053
    FROM contents c
    JOIN classes k USING (item)
    WHERE c.short AND c.compound IN (SELECT compound FROM own WHERE in_plan)
    GROUP BY c.compound
),
renewed AS (
    SELECT
        compound,
        max(joint_scheme_on) AS last_scheme_on,
        bool_or(joint_scheme_on IS NULL) AS scheme_blank,
        min(CASE handed_over_on <= $as_of WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END) AS b081
    FROM facilities
    WHERE to_renew AND compound IN (SELECT compound FROM own WHERE started OR completed)
    GROUP BY compound
),
by_compound AS (
    SELECT o.region, unnest([
        {measure: 'A02.2', numerator: count(*) FILTER (in_plan AND a022), denominator: count(*) FILTER (in_plan), unknown: count(*) FILTER (in_plan AND a022 IS NULL)},
        {measure: 'A03.1', numerator: count(*) FILTER (in_plan AND a031), denominator: count(*) FILTER (in_plan), unknown: count(*) FILTER (in_plan AND a031 IS NULL)},
        {measure: 'A04.2', numerator: count(*) FILTER (started AND last_scheme_on <= started_on AND NOT scheme_blank),
            denominator: count(*) FILTER (started AND scheme_blank IS NOT NULL),
            unknown: count(*) FILTER (started AND scheme_blank AND coalesce(last_scheme_on <= started_on, true))},
        {measure: 'A05.1', numerator: count(*) FILTER (in_plan AND a051 = 2), denominator: count(*) FILTER (in_plan AND a051 IS NOT NULL), unknown: count(*) FILTER (in_plan AND a051 = 1)},
        {measure: 'A05.2', numerator: count(*) FILTER (in_plan AND a052 = 2), denominator: count(*) FILTER (in_plan AND a052 IS NOT NULL), unknown: count(*) FILTER (in_plan AND a052 = 1)},
        {measure: 'A05.3', numerator: count(*) FILTER (in_plan AND a053 = 2), denominator: count(*) FILTER (in_plan AND a053 IS NOT NULL), unknown: count(*) FILTER (in_plan AND a053 = 1)},
        {measure: 'A06.2', numerator: count(*) FILTER (started AND a062), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND a062 IS NULL)},
        {measure: 'A06.3', numerator: count(*) FILTER (finished AND a063), denominator: count(*) FILTER (finished), unknown: count(*) FILTER (finished AND a063 IS NULL)},
        {measure: 'A07.1', numerator: count(*) FILTER (in_plan AND a071), denominator: count(*) FILTER (in_plan), unknown: count(*) FILTER (in_plan AND a071 IS NULL)},
        {measure: 'A07.2', numerator: count(*) FILTER (started AND a072), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND a072 IS NULL)},
        {measure: 'A08.1', numerator: count(*) FILTER (started AND a081), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND a081 IS NULL)},
        {measure: 'A09.2', numerator: count(*) FILTER (completed AND a092), denominator: count(*) FILTER (completed), unknown: count(*) FILTER (completed AND a092 IS NULL)},
        {measure: 'B01.1', numerator: count(*) FILTER (started AND b011), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND b011 IS NULL)},
        {measure: 'B01.2', numerator: count(*) FILTER (started AND b012), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND b012 IS NULL)},
        {measure: 'B01.3', numerator: count(*) FILTER (started AND b013), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND b013 IS NULL)},
        {measure: 'B02.1', numerator: count(*) FILTER (in_plan AND b021), denominator: count(*) FILTER (in_plan), unknown: count(*) FILTER (in_plan AND b021 IS NULL)},
        {measure: 'B08.1', numerator: count(*) FILTER (completed AND b081 = 2), denominator: count(*) FILTER (completed AND b081 IS NOT NULL), unknown: count(*) FILTER (completed AND b081 = 1)},
        {measure: 'B09.1', numerator: count(*) FILTER (started AND b091), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND b091 IS NULL)},
        {measure: 'planned', numerator: count(*) FILTER (in_plan), denominator: count(*) FILTER (in_plan), unknown: 0}
    ], recursive := true)
    FROM own o
    LEFT JOIN short s USING (compound)
    LEFT JOIN renewed r USING (compound)
    GROUP BY o.region
),
-- Governments and counties
papers AS MATERIALIZED (
    SELECT region, instrument, max(
        CASE status = '已建立' AND issued_on <= $as_of
             AND NOT coalesce(repealed_on <= $as_of, false)
        WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END) AS state
    FROM instruments GROUP BY region, instrument
),
held AS (
    SELECT region,
        max(state) FILTER (instrument = '工作机制') AS i1,
        max(state) FILTER (instrument = '工作规则') AS i2,
        max(state) FILTER (instrument = '责任清单') AS i3,
        max(state) FILTER (instrument = '议事规程') AS i4,
        max(state) FILTER (instrument = '街道社区职责分工') AS duties,
        max(state) FILTER (instrument = '专营衔接-水') AS water,
        max(state) FILTER (instrument = '专营衔接-电') AS power,
        max(state) FILTER (instrument = '专营衔接-气') AS gas,
        max(state) FILTER (instrument = '专营衔接-热') AS heat,
        max(state) FILTER (instrument = '专营衔接-信') AS telecom,
        max(state) FILTER (instrument = '精简审批') AS approval,
        max(state) FILTER (instrument = '标准体系') AS standards,
        max(state) FILTER (instrument = '存量资源利用') AS stock,
        max(state) FILTER (instrument = '土地混合利用') AS land,
        max(state) FILTER (instrument = '户内改造') AS indoor
    FROM papers GROUP BY region
),
government AS (
    SELECT r.region, r.level, unnest([
        {measure: 'A01.1', verdict: least(coalesce(i1, 1), coalesce(i2, 1), coalesce(i3, 1), coalesce(i4, 1)), levels: '市县'},
        {measure: 'A04.1', verdict: least(coalesce(water, 1), coalesce(power, 1), coalesce(gas, 1), coalesce(telecom, 1),
            greatest(coalesce(heat, 1), CASE heated WHEN true THEN 0 WHEN false THEN 2 ELSE 1 END)), levels: '省市县'},
        {measure: 'A06.1', verdict: coalesce(duties, 1), levels: '市县'},
        {measure: 'B07.1', verdict: coalesce(approval, 1), levels: '省市县'},
        {measure: 'B07.2', verdict: coalesce(standards, 1), levels: '省市'},
        {measure: 'B07.3', verdict: least(coalesce(stock, 1), coalesce(land, 1)), levels: '省市县'},
        {measure: 'B10.1', verdict: coalesce(indoor, 1), levels: '省市县'}
    ], recursive := true)
    FROM regions r LEFT JOIN held USING (region)
),
planning AS MATERIALIZED (
    SELECT region, count(*) AS planned FROM own WHERE in_plan GROUP BY region
),
invested AS (
    SELECT region, coalesce(sum(planned_investment), 0) AS known,
           bool_or(planned_investment IS NULL) AS blank
    FROM projects
    WHERE plan_year = $year AND project IN (SELECT project FROM own WHERE in_plan)
    GROUP BY region
),
confirmed AS MATERIALIZED (
    SELECT region, project, kind FROM events
    WHERE status = '属实' AND happened_on <= $as_of AND year(happened_on) = $year
),
county AS (
    SELECT p.region, unnest([
        {measure: 'A02.1', met: p.planned <= c.delivery_capacity
            AND CASE WHEN i.known > c.funding_capacity THEN false
                     WHEN i.blank THEN NULL ELSE i.known <= c.funding_capacity END
            AND NOT c.new_hidden_debt AND NOT c.quota_pushed_down},
        {measure: 'A02.3', met: CASE WHEN wanton.region IS NOT NULL THEN false WHEN u.unit IS NOT NULL THEN true END},
        {measure: 'A03.2', met: CASE WHEN misuse.region IS NOT NULL THEN false WHEN u.unit IS NOT NULL THEN true END}
    ], recursive := true)
    FROM planning p
    LEFT JOIN invested i USING (region)
    LEFT JOIN (SELECT * FROM capacities WHERE year = $year) c USING (region)
    LEFT JOIN (SELECT DISTINCT region FROM confirmed WHERE kind IN ('随意拆除老建筑', '搬迁居民', '砍伐老树')) wanton USING (region)
    LEFT JOIN (SELECT DISTINCT region FROM confirmed WHERE kind IN ('截留', '挪用', '其他资金违规')) misuse USING (region)
    LEFT JOIN reporting u ON u.unit = p.region
),
-- Projects and money
money AS MATERIALIZED (
    SELECT f.project,
        sum(received) AS received,
        sum(received) FILTER (source IN ('专营单位', '产权单位', '社会资本', '居民直接出资', '住房公积金', '维修资金', '公共收益')) AS social,
        sum(received) FILTER (source IN ('省财政', '市财政', '县财政', '专项债', '一般债')) AS local,
        count(*) - count(received) AS blanks,
        max(CASE WHEN source NOT IN ('银行贷款', '企业债券') OR received = 0 THEN 0 WHEN received > 0 THEN 2 ELSE 1 END) AS lent
    FROM funds f
    WHERE f.project IN (SELECT project FROM projects WHERE plan_year = $year)
    GROUP BY f.project
),
by_project AS (
    SELECT p.region, p.scale_operator, m.*,
        p.project IN (SELECT project FROM own WHERE started) AS started,
        s.state = 2 AND p.builder <> '无' AND p.designer <> '无' AND p.contractor <> '无' AND p.supervisor <> '无' AS named,
        coalesce(s.state, 1) AS state,
        p.builder = '无' OR p.designer = '无' OR p.contractor = '无' OR p.supervisor = '无' AS unnamed,
        CASE WHEN e.project IS NOT NULL THEN false WHEN u.unit IS NOT NULL THEN true END AS a093
    FROM projects p
    LEFT JOIN money m USING (project)
    LEFT JOIN (SELECT region, state FROM papers WHERE instrument = '质量安全监管机制') s USING (region)
    LEFT JOIN (SELECT DISTINCT project FROM confirmed WHERE kind IN ('质量问题', '安全事故') AND project IS NOT NULL) e ON e.project = p.project
    LEFT JOIN reporting u ON u.unit = p.region
    WHERE p.plan_year = $year
),
project AS (
    SELECT region, unnest([
        {measure: 'A09.1', numerator: count(*) FILTER (started AND named),
            denominator: count(*) FILTER (started),
            unknown: count(*) FILTER (started AND NOT coalesce(named, false) AND state > 0 AND NOT coalesce(unnamed, false))},
        {measure: 'A09.3', numerator: count(*) FILTER (started AND a093), denominator: count(*) FILTER (started), unknown: count(*) FILTER (started AND a093 IS NULL)},
        {measure: 'B04.1', numerator: coalesce(sum(social), 0)::BIGINT, denominator: coalesce(sum(received), 0)::BIGINT, unknown: coalesce(sum(blanks), 0)::BIGINT},
        {measure: 'B04.2', numerator: coalesce(sum(local), 0)::BIGINT, denominator: coalesce(sum(received), 0)::BIGINT, unknown: coalesce(sum(blanks), 0)::BIGINT},
        {measure: 'B05.1', numerator: count(*) FILTER (scale_operator), denominator: count(*), unknown: count(*) FILTER (scale_operator IS NULL)},
        {measure: 'B06.1', numerator: count(*) FILTER (lent = 2), denominator: count(*), unknown: count(*) FILTER (coalesce(lent, 1) = 1)}
    ], recursive := true)
    FROM by_project GROUP BY region
),
-- Issues and communities
issue AS (
    SELECT region, 'A10.1' AS measure,
        coalesce(closed_on <= $as_of, false) AND rectified_on <= least(due_on, $as_of) AS met
    FROM issues
    WHERE source IN ('审计', '国务院大督查') AND found_on <= $as_of AND (
        (due_on < $as_of AND NOT coalesce(closed_on <= $as_of, false))
        OR (due_on <= $as_of AND year(due_on) = $year)
        OR coalesce(closed_on <= $as_of AND year(closed_on) = $year, false))
),
community AS (
    SELECT coalesce(c.region, o.region) AS region, 'B03.1' AS measure,
        c.surveyed_on <= o.first_on AND (c.shortfalls <> '无' OR c.remedies <> '无') AS met
    FROM (SELECT community, min(planned_on) AS first_on, min(region) AS region
          FROM own WHERE in_plan AND community <> '无' GROUP BY community) o
    LEFT JOIN communities c USING (community)
),
every AS (
    SELECT region, measure, numerator, denominator, unknown FROM by_compound
    UNION ALL SELECT region, measure, numerator, denominator, unknown FROM project
    UNION ALL
    SELECT region, measure, (verdict = 2)::INT, 1, (verdict = 1)::INT FROM government
    WHERE contains(levels, level)
    UNION ALL
    SELECT region, measure, coalesce(met, false)::INT, 1, (met IS NULL)::INT
    FROM (SELECT * FROM county UNION ALL SELECT * FROM issue UNION ALL SELECT * FROM community)
)
SELECT l.ancestor AS region, measure, sum(numerator)::BIGINT AS numerator,
    sum(denominator)::BIGINT AS denominator, sum(unknown)::BIGINT AS unknown
FROM every JOIN lineage l USING (region)
GROUP BY ALL
HAVING sum(denominator) > 0 OR sum(unknown) > 0
