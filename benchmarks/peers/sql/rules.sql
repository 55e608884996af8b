-- One query a rule: the subject, whether the rule applies to it, and whether it holds. The line above says code and table.

-- rule GS201 unions
SELECT id AS subject, founding_mode IS NOT NULL AS holds,
       gansu AND serves AND kind IN ('basic_union', 'joint_union', 'industry_union', 'industry_federation',
                                     'regional_federation') AS applies
FROM u WHERE standing;

-- rule GS202 unions
SELECT id AS subject, gansu AS applies, kind = 'basic_union' AND coalesce(employers, 0) = 1 AS holds
FROM u LEFT JOIN formed_in USING (number) WHERE standing AND founding_mode = 'single';

-- rule GS205 unions
SELECT id AS subject, gansu AS applies,
       len(industries) > 0
           AND (sponsor IS NOT NULL
                OR superior IS NOT NULL AND up_kind IN ('industry_federation', 'industrial_union')) AS holds
FROM u WHERE standing AND founding_mode = 'industry_driven';

-- rule GS206 employers
SELECT id AS subject, gansu AS applies, coalesce(basic, 0) > 0 AS holds
FROM e LEFT JOIN organised ON employer = id WHERE is_open AND role = 'platform_branch';

-- rule GS301 headcounts
SELECT CASE WHEN counted.employer IS NULL THEN 'p:' || place ELSE 'e:' || counted.employer END
           || '|' || coalesce("group", '') AS subject,
       gansu AND of_key_group AND workers > 0 AS applies,
       organised.employer IS NOT NULL
           OR CASE WHEN located IS NULL THEN NULL WHEN taken.code IS NOT NULL THEN TRUE WHEN "group" IS NULL THEN NULL
                   ELSE FALSE END AS holds
FROM counted LEFT JOIN organised USING (employer)
LEFT JOIN taken ON taken.code = located AND taken.name = coalesce("group", '?');

-- rule GS302 places
WITH held AS (
    SELECT chain.above AS code, sum(workers) AS known, bool_or(workers IS NULL) AS open_upwards
    FROM counted JOIN chain ON chain.code = located WHERE of_key_group GROUP BY ALL
)
SELECT code AS subject, spot_fact.gansu AND coalesce(known > 0 OR CASE WHEN open_upwards THEN NULL ELSE FALSE END, NULL)
           AS applies,
       code IN (SELECT place FROM u WHERE standing AND kind = 'township_union' AND place IS NOT NULL) AS holds
FROM held JOIN spot_fact USING (code) WHERE spot_fact.level = 'township';

-- rule GS401 unions
SELECT id AS subject,
       gansu AND serves AND kind IN ('industry_union', 'joint_union', 'industry_federation', 'regional_federation')
           AS applies,
       CASE WHEN NOT money THEN NULL WHEN known >= 20000 THEN TRUE WHEN open_upwards THEN NULL ELSE FALSE END AS holds
FROM u CROSS JOIN recorded LEFT JOIN paid ON paid."union" = id WHERE standing;

-- rule GS402 unions
SELECT id AS subject,
       gansu AND serves AND kind IN ('industry_union', 'joint_union', 'industry_federation', 'regional_federation')
           AND CASE WHEN NOT money OR open_upwards AND known = 0 THEN NULL ELSE coalesce(known, 0) > 0 END AS applies,
       CASE WHEN money THEN subsidy END AS holds
FROM u CROSS JOIN recorded LEFT JOIN paid ON paid."union" = id WHERE standing;

-- rule GS501 places
WITH here AS (
    SELECT chain.above AS code, counted.* FROM counted JOIN chain ON chain.code = located
    JOIN spot_fact ON spot_fact.code = chain.above WHERE spot_fact.level = 'province' AND of_key_group
    UNION ALL
    SELECT counted.home_unit AS code, counted.* FROM counted JOIN spot_fact ON spot_fact.code = counted.home_unit
    WHERE coalesce(spot_fact.level <> 'province', TRUE) AND of_key_group
), summed AS (
    SELECT code, "group", sum(coalesce(workers, members, 0)) AS least_workers, sum(coalesce(members, 0)) AS least_members,
           sum(coalesce(members, workers, 0)) AS most_members, bool_or(workers IS NULL) AS open_upwards,
           bool_or(workers IS NULL AND members IS NULL) AS boundless
    FROM here GROUP BY ALL
)
SELECT code || '|' || "group" AS subject,
       spot_fact.gansu AND CASE WHEN least_workers > 0 THEN TRUE WHEN open_upwards THEN NULL ELSE FALSE END AS applies,
       CASE WHEN NOT open_upwards AND least_members * 100 >= least_workers * 80 THEN TRUE
            WHEN NOT boundless AND most_members * 100 < least_workers * 80 THEN FALSE END AS holds
FROM summed JOIN spot_fact USING (code);

-- rule GS601 unions
SELECT id AS subject, applies, CASE WHEN duties THEN coalesce(training, FALSE) END AS holds
FROM on_duty LEFT JOIN did ON did."union" = id CROSS JOIN recorded;

-- rule GS602 unions
SELECT id AS subject, applies, CASE WHEN duties THEN coalesce(meeting, FALSE) END AS holds
FROM on_duty LEFT JOIN did ON did."union" = id CROSS JOIN recorded;

-- rule GS603 unions
SELECT id AS subject, applies, CASE WHEN duties THEN coalesce(collective, FALSE) END AS holds
FROM on_duty LEFT JOIN did ON did."union" = id CROSS JOIN recorded;

-- rule GS604 unions
SELECT id AS subject, applies, CASE WHEN duties THEN coalesce(assessment, FALSE) END AS holds
FROM on_duty LEFT JOIN did ON did."union" = id CROSS JOIN recorded;

-- rule GS605 unions
SELECT id AS subject, applies, superior IS NOT NULL AS holds FROM on_duty;

-- rule TUL102 unions
WITH headless AS (FROM u WHERE standing AND superior IS NULL),
outranked AS (
    SELECT one.number, bool_or(outranks) AS outranks, bool_or(outranks IS NULL) AS perhaps
    FROM (
        SELECT one.number,
               (one.place = other.place OR chain.code IS NOT NULL OR CASE WHEN one.level IS NULL OR other.level IS NULL
                                                                          THEN NULL ELSE FALSE END)
               AND (other.place_rank < one.place_rank
                    OR other.place_rank = one.place_rank AND kind_rank(other.kind) < kind_rank(one.kind)) AS outranks
        FROM headless AS one JOIN headless AS other ON one.number <> other.number
        LEFT JOIN chain ON chain.code = one.place AND chain.above = other.place
        WHERE coalesce(one.kind IN ('general_federation', 'industrial_union', 'work_committee'), TRUE)
            AND (SELECT partial FROM recorded)
    ) AS one GROUP BY one.number
)
SELECT id AS subject, superior IS NOT NULL AND (up IS NOT NULL OR partial) AS holds,
       NOT (kind = 'general_federation' AND level = 'nation')
       AND NOT (partial AND superior IS NULL AND kind IN ('general_federation', 'industrial_union', 'work_committee')
                AND NOT CASE WHEN outranks THEN TRUE WHEN perhaps THEN NULL ELSE FALSE END) AS applies
FROM u LEFT JOIN outranked USING (number) CROSS JOIN recorded WHERE standing;

-- rule TUL103 unions
WITH RECURSIVE grounded(number) AS (
    SELECT number FROM u WHERE up IS NULL
    UNION ALL
    SELECT u.number FROM u JOIN grounded ON u.up = grounded.number
)
SELECT id AS subject, TRUE AS applies, FALSE AS holds FROM u ANTI JOIN grounded USING (number) WHERE standing;

-- rule TUL104 unions
SELECT id AS subject, TRUE AS applies,
       CASE WHEN up_place_rank IS NULL OR place_rank IS NULL THEN NULL
            WHEN up_place_rank <> place_rank THEN up_place_rank < place_rank
            -- Nothing ranks above a general federation, and no union of basic level above anything.
            WHEN kind = 'general_federation' OR kind_rank(up_kind) = 3 THEN FALSE
            ELSE kind_rank(up_kind) < kind_rank(kind) END AS holds
FROM u WHERE standing AND up IS NOT NULL;

-- rule TUL106 unions
SELECT id AS subject, TRUE AS applies, up_standing AS holds FROM u WHERE standing AND up IS NOT NULL;

-- rule TUL201 unions
SELECT id AS subject, kind IN ('basic_union', 'joint_union') AND members >= 25 AS applies, body = 'committee' AS holds
FROM u WHERE standing;

-- rule TUL202 unions
SELECT id AS subject, kind = 'basic_union' AND members < 25 AS applies,
       body IN ('committee', 'organiser', 'chair') AS holds
FROM u WHERE standing;

-- rule TUL204 unions
SELECT id AS subject, kind = 'joint_union' AS applies, coalesce(employers, 0) >= 2 AS holds
FROM u LEFT JOIN formed_in USING (number) WHERE standing;

-- rule TUL207 unions
WITH RECURSIVE climb(number, wanted, here) AS (
    SELECT number, approved_by, superior FROM u WHERE standing AND approved_by IS NOT NULL AND superior IS NOT NULL
    UNION
    SELECT climb.number, wanted, u.superior FROM climb JOIN u ON u.id = climb.here
    WHERE climb.here <> wanted
), ended AS (
    SELECT climb.number, bool_or(here = wanted) AS found, bool_or(here IS NOT NULL AND u.id IS NULL) AS lost
    FROM climb LEFT JOIN u ON u.id = climb.here GROUP BY climb.number
)
-- Nobody knows where a union stands that is not in the file, unless it is the superior itself.
SELECT u.id AS subject, TRUE AS applies,
       CASE WHEN u.approved_by = u.superior THEN TRUE WHEN approver.id IS NULL THEN NULL
            WHEN found THEN TRUE WHEN lost THEN NULL ELSE FALSE END AS holds
FROM ended JOIN u USING (number) LEFT JOIN u AS approver ON approver.id = u.approved_by;

-- rule TUL209 unions
SELECT id AS subject, kind = 'basic_union' AS applies, NOT one_closed AS holds
FROM u JOIN formed_in USING (number) WHERE standing AND status = 'active' AND all_employers > 0;

-- rule TUL401 employers
SELECT id AS subject, TRUE AS applies, fee_paid * 50 >= payroll AS holds
FROM e JOIN organised ON employer = id WHERE is_open AND fee_paid IS NOT NULL AND payroll IS NOT NULL;

-- rule TUL601 unions
SELECT id AS subject, kind IN ('basic_union', 'joint_union', 'industry_union') AS applies, term_years IN (3, 5) AS holds
FROM u WHERE standing AND term_years IS NOT NULL;

-- rule TUL602 unions
SELECT id AS subject, kind IN ('general_federation', 'industrial_union') AS applies, term_years = 5 AS holds
FROM u WHERE standing AND term_years IS NOT NULL;

-- rule TUL604 unions
SELECT id AS subject, body = 'committee' AS applies,
       audit_body = 'committee' OR audit_body = 'member' AND members < 25 AS holds
FROM u WHERE standing;

-- rule CTU101 unions
SELECT id AS subject,
       NOT coalesce(vertical, FALSE) AND kind <> 'industrial_union' AND up_kind <> 'industrial_union' AS applies,
       CASE WHEN chain.code IS NOT NULL THEN TRUE WHEN place_rank IS NULL OR up_place_rank IS NULL THEN NULL ELSE FALSE
            END AS holds
FROM u LEFT JOIN chain ON chain.code = place AND chain.above = up_place WHERE standing AND up IS NOT NULL;

-- rule CTU201 employers
SELECT id AS subject, TRUE AS applies, basic <= 1 AND (basic = 0 OR joint = 0) AS holds
FROM e JOIN organised ON employer = id WHERE is_open;

-- rule CTU604 unions
SELECT id AS subject, TRUE AS applies,
       getvariable('day') <= term_started_on + to_years(term_years)
           OR coalesce(getvariable('day') <= extension_until, FALSE) AS holds
FROM u WHERE standing AND term_started_on IS NOT NULL AND term_years IS NOT NULL;

-- rule DAT903 unions
SELECT id AS subject, TRUE AS applies, well_formed(credit_code) AS holds FROM u WHERE credit_code IS NOT NULL;

-- rule DAT903 employers
SELECT id AS subject, TRUE AS applies, well_formed(credit_code) AS holds FROM e WHERE credit_code IS NOT NULL;

-- rule DAT906 unions
SELECT id AS subject, TRUE AS applies, count(*) OVER (PARTITION BY credit_code) = 1 AS holds
FROM u WHERE credit_code IS NOT NULL;

-- rule DAT906 employers
SELECT id AS subject, TRUE AS applies, count(*) OVER (PARTITION BY credit_code) = 1 AS holds
FROM e WHERE credit_code IS NOT NULL;

-- rule DAT908 unions
SELECT id AS subject, TRUE AS applies, women_members <= members AS holds
FROM u WHERE women_members IS NOT NULL AND members IS NOT NULL;
