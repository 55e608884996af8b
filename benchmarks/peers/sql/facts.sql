-- What several rules read, computed once. The tables of the file are views by now, with all columns that are read here.

-- Three-valued, as SQL is: NULL is unknown. What holds or does not apply is no finding.
CREATE MACRO outcome(applies, holds) AS CASE
    WHEN applies IS FALSE OR holds IS TRUE THEN NULL
    WHEN applies AND NOT holds THEN 'broken'
    ELSE 'cannot_tell'
END;
CREATE MACRO in_force(since, until) AS (since IS NULL OR since <= getvariable('day')) AND (until IS NULL OR until > getvariable('day'));
CREATE MACRO serves_groups(groups, industries) AS
    list_has_any(groups, ['truck_driver', 'ride_hailing_driver', 'courier', 'food_delivery_rider'])
    OR list_has_any(industries, ['road_freight', 'ride_hailing', 'express_delivery', 'food_delivery']);
CREATE MACRO kind_rank(kind) AS CASE
    WHEN kind = 'general_federation' THEN 0
    WHEN kind IN ('industrial_union', 'work_committee') THEN 1
    WHEN kind IN ('industry_federation', 'regional_federation', 'township_union', 'community_union') THEN 2
    WHEN kind IN ('industry_union', 'joint_union', 'basic_union') THEN 3
END;

-- Places: the shipped ones, a filled cell of the file over them; the parent that is not given is the nearest known prefix.
CREATE TEMP TABLE spot AS
SELECT code, coalesce(own.level, shipped.level) AS level, coalesce(own.parent, shipped.parent) AS given,
       coalesce(own.reporting_unit, shipped.reporting_unit) AS reporting_unit
FROM shipped FULL JOIN places AS own USING (code);

CREATE TEMP TABLE lies AS
WITH prefix AS (
    SELECT code, unnest([code[1:9], code[1:6], code[1:4] || '00', code[1:2] || '0000', '000000']) AS above,
           unnest([1, 2, 3, 4, 5]) AS turn
    FROM spot WHERE given IS NULL AND regexp_full_match(code, '\d{6}|\d{9}|\d{12}')
), nearest AS (
    SELECT prefix.code, arg_min(above, turn) AS above
    FROM prefix JOIN spot ON spot.code = above WHERE above <> prefix.code GROUP BY ALL
)
SELECT spot.code, coalesce(known.code, nearest.above) AS parent
FROM spot LEFT JOIN spot AS known ON known.code = spot.given LEFT JOIN nearest ON nearest.code = spot.code;

CREATE TEMP TABLE chain AS
WITH RECURSIVE up(code, above, steps) AS (
    SELECT code, code, 0 FROM lies
    UNION ALL
    SELECT up.code, lies.parent, steps + 1 FROM up JOIN lies ON lies.code = up.above
    WHERE lies.parent IS NOT NULL AND lies.parent <> up.code
)
SELECT * FROM up;

CREATE TEMP TABLE spot_fact AS
WITH ranked AS (
    SELECT code, level, coalesce(reporting_unit, level = 'prefecture', FALSE) AS reports,
           list_position(['nation', 'province', 'prefecture', 'county', 'township', 'community'], level) AS place_rank
    FROM spot
), has_county AS (
    SELECT DISTINCT above FROM chain JOIN spot USING (code) WHERE spot.level = 'county'
)
SELECT me.code, me.level, me.reports,
       arg_min(ranked.place_rank + steps, steps) FILTER (ranked.place_rank IS NOT NULL) AS place_rank,
       bool_or(chain.above = '620000') AS gansu,
       arg_min(chain.above, steps) FILTER (ranked.reports) AS home_unit,
       coalesce(me.level IN ('nation', 'province')
                OR me.level = 'prefecture' AND me.code IN (FROM has_county), FALSE) AS above_counties
FROM ranked AS me JOIN chain USING (code) JOIN ranked ON ranked.code = chain.above
GROUP BY ALL;

-- Unions, numbered, with what is known of their superior.
CREATE TEMP TABLE union_fact AS
SELECT unions.* EXCLUDE (status), row_number() OVER () AS number, coalesce(status, 'active') AS status,
       (coalesce(status, 'active') <> 'dissolved' OR coalesce(dissolved_on > getvariable('day'), FALSE))
           AND coalesce(founded_on <= getvariable('day'), TRUE)
           AND coalesce(dissolved_on > getvariable('day'), TRUE) AS standing,
       coalesce(serves_groups(groups, industries), FALSE) AS serves, level, place_rank, gansu
FROM unions LEFT JOIN spot_fact ON spot_fact.code = unions.place;

CREATE TEMP TABLE u AS
SELECT one.*, up.number AS up, up.kind AS up_kind, up.standing AS up_standing, up.place AS up_place,
       up.place_rank AS up_place_rank
FROM union_fact AS one LEFT JOIN union_fact AS up ON up.id = one.superior;

-- Employers, who is formed in them, and the other way round.
CREATE TEMP TABLE e AS
SELECT employers.*, gansu,
       coalesce(opened_on <= getvariable('day'), TRUE) AND coalesce(closed_on > getvariable('day'), TRUE) AS is_open
FROM employers LEFT JOIN spot_fact ON spot_fact.code = employers.place;

CREATE TEMP TABLE formed AS
SELECT DISTINCT u.number, u.kind, e.id AS employer, e.is_open
FROM covers JOIN u ON u.id = covers."union" JOIN e ON e.id = covers.employer
WHERE u.standing AND in_force(since, until) AND coalesce(opened_on <= getvariable('day'), TRUE);

CREATE TEMP TABLE formed_in AS
SELECT number, count(*) FILTER (is_open) AS employers, count(*) AS all_employers, bool_or(NOT is_open) AS one_closed
FROM formed GROUP BY number;

CREATE TEMP TABLE organised AS
SELECT employer, count(*) FILTER (kind = 'basic_union') AS basic, count(*) FILTER (kind = 'joint_union') AS joint
FROM formed WHERE is_open AND kind IN ('basic_union', 'joint_union', 'industry_union') GROUP BY employer;

-- Survey rows that count: the latest of an employer or place and group.
CREATE TEMP TABLE counted AS
WITH latest AS (
    SELECT * FROM (SELECT *, row_number() OVER () AS line FROM headcounts)
    WHERE coalesce(source, 'survey') = 'survey' AND (employer IS NULL) <> (place IS NULL)
        AND coalesce(as_of <= getvariable('day'), TRUE)
    QUALIFY row_number() OVER (PARTITION BY employer, place, "group" ORDER BY as_of DESC NULLS LAST, line DESC) = 1
)
SELECT latest.employer, latest.place, "group", latest.workers, members, here.code AS located, here.gansu, home_unit,
       "group" IN ('truck_driver', 'ride_hailing_driver', 'courier', 'food_delivery_rider') AS of_key_group
FROM latest LEFT JOIN e ON e.id = latest.employer
LEFT JOIN spot_fact AS here ON here.code = coalesce(latest.place, e.place)
WHERE coalesce(e.is_open, TRUE);

-- Which federation or fallback union takes which group where; '?' is a blank group.
CREATE TEMP TABLE taken AS
WITH wanted(name, industry) AS (
    VALUES ('truck_driver', 'road_freight'), ('ride_hailing_driver', 'ride_hailing'), ('courier', 'express_delivery'),
           ('food_delivery_rider', 'food_delivery'), ('?', '?')
), offer AS (
    SELECT DISTINCT place, name, kind = 'regional_federation' AS regional
    FROM u, wanted
    WHERE standing AND CASE
        WHEN kind IN ('industry_federation', 'industry_union') THEN name IN groups OR industry IN industries
        WHEN kind = 'regional_federation' THEN len(groups) = 0 OR name IN groups
        ELSE kind IN ('township_union', 'community_union')
    END
)
SELECT DISTINCT chain.code, name
FROM offer JOIN chain ON chain.above = offer.place JOIN spot_fact ON spot_fact.code = offer.place
WHERE NOT (regional AND above_counties);

-- Money of the year, and what was done in the last full one.
CREATE TEMP TABLE paid AS
WITH work AS (
    SELECT "union", amount,
           amount > 0 AND source IN ('fixed_subsidy', 'special_subsidy') AND payer IS NOT NULL AS subsidy
    FROM funding WHERE year = getvariable('year') AND coalesce(purpose, 'work') = 'work'
)
SELECT "union", coalesce(sum(amount), 0) AS known, count(*) FILTER (amount IS NULL) > 0 AS open_upwards,
       CASE WHEN bool_or(subsidy) THEN TRUE WHEN bool_or(subsidy IS NULL) THEN NULL ELSE FALSE END AS subsidy
FROM work GROUP BY "union";

CREATE TEMP TABLE did AS
SELECT "union", bool_or(kind = 'training') AS training,
       bool_or(kind IN ('representative_meeting', 'congress')) AS meeting,
       bool_or(kind = 'collective_activity') AS collective, bool_or(kind = 'assessment') AS assessment
FROM activities WHERE "on" <= getvariable('day') AND year("on") = getvariable('full_year') GROUP BY "union";

CREATE TEMP TABLE recorded AS
SELECT EXISTS (FROM funding WHERE year = getvariable('year')) AS money,
       EXISTS (FROM did) AS duties, EXISTS (FROM headcounts) AS headcounts,
       -- A structure without the nation's federation is a part of the country.
       NOT EXISTS (FROM u WHERE standing AND kind = 'general_federation' AND level = 'nation') AS partial;

CREATE TEMP TABLE on_duty AS
SELECT id, superior,
       gansu AND serves AND kind IN ('industry_union', 'joint_union', 'industry_federation', 'regional_federation')
           AS applies
FROM u WHERE standing AND coalesce(year(founded_on) < getvariable('full_year'), TRUE);

-- A unified social credit code: department and category that go together, then characters of its alphabet.
CREATE MACRO well_formed(code) AS regexp_full_match(
    code,
    '(1[1239]|2[19]|3[123459]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)[0-9A-HJ-NP-RTUWXY]{16}'
);
