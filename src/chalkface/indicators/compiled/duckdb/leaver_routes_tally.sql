-- The tally of leaver_routes: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/leaver_routes.py, by Ibis 12.0.0.
SELECT
  "t13"."stage",
  "t13"."route",
  "t13"."status",
  "t13"."sex",
  "t13"."pupil_premium",
  "t13"."sen",
  "t13"."looked_after",
  "t13"."eal",
  "t13"."ethnicity_group",
  COUNT(*) AS "leavers"
FROM (
  SELECT
    "t10"."stage",
    COALESCE("t12"."route", '') AS "route",
    COALESCE("t12"."status", '') AS "status",
    "t10"."sex",
    "t10"."pupil_premium",
    "t10"."sen",
    "t10"."looked_after",
    "t10"."eal",
    "t10"."ethnicity_group"
  FROM (
    SELECT
      "t7"."student_id",
      "t7"."sex",
      "t7"."pupil_premium",
      "t7"."sen",
      "t7"."looked_after",
      "t7"."eal",
      "t7"."ethnicity_group",
      CASE
        WHEN "t7"."year_group" = 11
        THEN 16
        WHEN "t7"."year_group" = 13
        THEN 18
        ELSE 0
      END AS "stage"
    FROM (
      SELECT
        "t5"."student_id",
        "t5"."year_group",
        "t3"."considering_he",
        "t3"."joined_on",
        "t3"."left_on",
        CASE WHEN "t3"."sex" = 'F' THEN 'F' WHEN "t3"."sex" = 'M' THEN 'M' ELSE 'unknown' END AS "sex",
        CASE
          WHEN "t3"."pupil_premium"
          THEN 'yes'
          WHEN NOT (
            "t3"."pupil_premium"
          )
          THEN 'no'
          ELSE 'unknown'
        END AS "pupil_premium",
        CASE
          WHEN "t3"."sen_provision" = 'N'
          THEN 'no'
          WHEN "t3"."sen_provision" = 'K'
          THEN 'yes'
          WHEN "t3"."sen_provision" = 'E'
          THEN 'yes'
          ELSE 'unknown'
        END AS "sen",
        CASE
          WHEN "t3"."looked_after"
          THEN 'yes'
          WHEN NOT (
            "t3"."looked_after"
          )
          THEN 'no'
          ELSE 'unknown'
        END AS "looked_after",
        CASE WHEN "t3"."eal" THEN 'yes' WHEN NOT (
          "t3"."eal"
        ) THEN 'no' ELSE 'unknown' END AS "eal",
        CASE
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
            1
          ) = 'W'
          THEN 'white'
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
            1
          ) = 'M'
          THEN 'mixed'
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
            1
          ) = 'A'
          THEN 'asian'
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
            1
          ) = 'B'
          THEN 'black'
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
            1
          ) = 'C'
          THEN 'chinese'
          WHEN SUBSTRING(
            "t3"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t3"."ethnicity") END,
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
          AND "t0"."academic_year" = CAST($leaving_year AS BIGINT)
          AND "t0"."year_group" IN (11, 13)
      ) AS "t5"
      LEFT OUTER JOIN "student" AS "t3"
        ON "t3"."id" = "t5"."student_id"
        AND "t3"."school_id" = CAST($school_id AS BIGINT)
    ) AS "t7"
  ) AS "t10"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t6"."id",
        "t6"."school_id",
        "t6"."student_id",
        "t6"."stage",
        "t6"."academic_year",
        "t6"."route",
        "t6"."status",
        "t6"."ukprn",
        "t6"."level",
        "t6"."recorded_on",
        "t6"."position",
        ROW_NUMBER() OVER (
          PARTITION BY "t6"."student_id", "t6"."stage"
          ORDER BY CASE
            WHEN "t6"."status" IN ('started', 'sustained', 'not_sustained')
            THEN 1
            ELSE 0
          END DESC, CASE WHEN "t6"."recorded_on" IS NULL THEN 1 ELSE 0 END ASC, "t6"."recorded_on" DESC, "t6"."position" DESC, "t6"."id" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "rank"
      FROM (
        SELECT
          *
        FROM "destination" AS "t2"
        WHERE
          "t2"."school_id" = CAST($school_id AS BIGINT)
          AND "t2"."academic_year" = (
            CAST($leaving_year AS BIGINT) + 1
          )
          AND "t2"."stage" IN (16, 18)
          AND (
            (
              "t2"."recorded_on" IS NULL
            )
            OR (
              "t2"."recorded_on" <= CAST($day AS DATE)
            )
          )
      ) AS "t6"
    ) AS "t8"
    WHERE
      "t8"."rank" = 0
  ) AS "t12"
    ON "t12"."student_id" = "t10"."student_id" AND "t12"."stage" = "t10"."stage"
) AS "t13"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9
