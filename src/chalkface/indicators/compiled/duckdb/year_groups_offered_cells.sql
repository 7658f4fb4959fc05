-- The cells of year_groups_offered: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/year_groups_offered.py, by Ibis 12.0.0.
WITH "t15" AS (
  SELECT
    "t13"."activity_id",
    "t13"."academic_year",
    "t13"."year_group",
    COALESCE(EXTRACT(month FROM "t9"."starts_on"), 0) AS "month"
  FROM (
    SELECT
      *
    FROM "offer" AS "t4"
    WHERE
      "t4"."school_id" = CAST($school_id AS BIGINT)
  ) AS "t13"
  LEFT OUTER JOIN "activity" AS "t9"
    ON "t9"."id" = "t13"."activity_id"
    AND "t9"."school_id" = CAST($school_id AS BIGINT)
    AND "t9"."kind" = 'provider_encounter'
    AND "t9"."starts_on" <= CAST($day AS DATE)
    AND (
      EXTRACT(year FROM "t9"."starts_on") - CASE WHEN EXTRACT(month FROM "t9"."starts_on") < 9 THEN 1 ELSE 0 END
    ) = "t13"."academic_year"
    AND "t9"."in_school_day"
    AND "t9"."explained_qualifications"
    AND "t9"."explained_careers"
    AND "t9"."explained_learning"
    AND "t9"."answered_questions"
)
SELECT
  "t26"."year_group",
  SUM("t26"."provider_access_offered_phase_3__among") AS "provider_access_offered_phase_3__denominator",
  SUM("t26"."provider_access_offered_phase_3__having") AS "provider_access_offered_phase_3__numerator"
FROM (
  SELECT
    "t17"."year_group",
    CASE WHEN "t17"."year_group" IS NOT NULL THEN 1 ELSE 0 END AS "provider_access_offered_phase_3__among",
    CASE
      WHEN "t17"."year_group" IN (
        SELECT
          "t24"."member"
        FROM (
          SELECT
            "t23"."member",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t23"."activity_id") AS "occasions",
            COUNT(DISTINCT "t23"."partner_id") AS "partners"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t21"."activity_id",
                "t21"."member",
                "t7"."partner_id",
                "t8"."kind" AS "partner_kind",
                COALESCE("t8"."approved_technical", FALSE) AS "approved"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t16"."activity_id",
                    12 AS "member"
                  FROM "t15" AS "t16"
                  WHERE
                    "t16"."month" <> 0
                    AND "t16"."year_group" = 12
                    AND "t16"."academic_year" = CAST($year AS BIGINT)
                ) AS "t18"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t16"."activity_id",
                    13 AS "member"
                  FROM "t15" AS "t16"
                  WHERE
                    "t16"."month" <> 0
                    AND (
                      (
                        (
                          "t16"."year_group" = 12
                        )
                        AND (
                          "t16"."academic_year" = (
                            CAST($year AS BIGINT) - 1
                          )
                        )
                      )
                      OR (
                        (
                          "t16"."year_group" = 13
                        )
                        AND (
                          "t16"."academic_year" = CAST($year AS BIGINT)
                        )
                        AND (
                          (
                            "t16"."month" >= 9
                          ) OR (
                            "t16"."month" <= 2
                          )
                        )
                      )
                    )
                ) AS "t19"
              ) AS "t21"
              LEFT OUTER JOIN "activity_partner" AS "t7"
                ON "t7"."activity_id" = "t21"."activity_id"
                AND "t7"."school_id" = CAST($school_id AS BIGINT)
              LEFT OUTER JOIN "partner" AS "t8"
                ON "t8"."id" = "t7"."partner_id"
                AND "t8"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t22"
            WHERE
              "t22"."approved"
          ) AS "t23"
          GROUP BY
            1
        ) AS "t24"
        WHERE
          "t24"."pairs" < (
            "t24"."occasions" * "t24"."partners"
          )
      )
      THEN 1
      ELSE 0
    END AS "provider_access_offered_phase_3__having"
  FROM (
    SELECT DISTINCT
      "t14"."year_group"
    FROM (
      SELECT
        "t12"."student_id",
        "t12"."year_group",
        "t6"."considering_he",
        "t6"."joined_on",
        "t6"."left_on",
        CASE WHEN "t6"."sex" = 'F' THEN 'F' WHEN "t6"."sex" = 'M' THEN 'M' ELSE 'unknown' END AS "sex",
        CASE
          WHEN "t6"."pupil_premium"
          THEN 'yes'
          WHEN NOT (
            "t6"."pupil_premium"
          )
          THEN 'no'
          ELSE 'unknown'
        END AS "pupil_premium",
        CASE
          WHEN "t6"."sen_provision" = 'N'
          THEN 'no'
          WHEN "t6"."sen_provision" = 'K'
          THEN 'yes'
          WHEN "t6"."sen_provision" = 'E'
          THEN 'yes'
          ELSE 'unknown'
        END AS "sen",
        CASE
          WHEN "t6"."looked_after"
          THEN 'yes'
          WHEN NOT (
            "t6"."looked_after"
          )
          THEN 'no'
          ELSE 'unknown'
        END AS "looked_after",
        CASE WHEN "t6"."eal" THEN 'yes' WHEN NOT (
          "t6"."eal"
        ) THEN 'no' ELSE 'unknown' END AS "eal",
        CASE
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'W'
          THEN 'white'
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'M'
          THEN 'mixed'
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'A'
          THEN 'asian'
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'B'
          THEN 'black'
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'C'
          THEN 'chinese'
          WHEN SUBSTRING(
            "t6"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."ethnicity") END,
            1
          ) = 'O'
          THEN 'other'
          ELSE 'unknown'
        END AS "ethnicity_group"
      FROM (
        SELECT
          *
        FROM "enrolment" AS "t0"
        WHERE
          "t0"."school_id" = CAST($school_id AS BIGINT)
          AND "t0"."academic_year" = CAST($year AS BIGINT)
          AND "t0"."year_group" BETWEEN 7 AND 13
      ) AS "t12"
      LEFT OUTER JOIN "student" AS "t6"
        ON "t6"."id" = "t12"."student_id"
        AND "t6"."school_id" = CAST($school_id AS BIGINT)
    ) AS "t14"
    WHERE
      COALESCE("t14"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
      AND COALESCE("t14"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
      AND "t14"."year_group" IN (12, 13)
  ) AS "t17"
) AS "t26"
GROUP BY
  1
