-- The cells of taught_subjects: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/taught_subjects.py, by Ibis 12.0.0.
WITH "t14" AS (
  SELECT
    "t12"."student_id",
    "t12"."year_group",
    "t7"."considering_he",
    "t7"."joined_on",
    "t7"."left_on",
    CASE WHEN "t7"."sex" = 'F' THEN 'F' WHEN "t7"."sex" = 'M' THEN 'M' ELSE 'unknown' END AS "sex",
    CASE
      WHEN "t7"."pupil_premium"
      THEN 'yes'
      WHEN NOT (
        "t7"."pupil_premium"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "pupil_premium",
    CASE
      WHEN "t7"."sen_provision" = 'N'
      THEN 'no'
      WHEN "t7"."sen_provision" = 'K'
      THEN 'yes'
      WHEN "t7"."sen_provision" = 'E'
      THEN 'yes'
      ELSE 'unknown'
    END AS "sen",
    CASE
      WHEN "t7"."looked_after"
      THEN 'yes'
      WHEN NOT (
        "t7"."looked_after"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "looked_after",
    CASE WHEN "t7"."eal" THEN 'yes' WHEN NOT (
      "t7"."eal"
    ) THEN 'no' ELSE 'unknown' END AS "eal",
    CASE
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'W'
      THEN 'white'
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'A'
      THEN 'asian'
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'B'
      THEN 'black'
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING("t7"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END FOR 1) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM (
    SELECT
      *
    FROM "enrolment" AS "t3"
    WHERE
      "t3"."school_id" = CAST(%(school_id)s AS BIGINT)
      AND "t3"."academic_year" = CAST(%(year)s AS BIGINT)
      AND "t3"."year_group" BETWEEN 7 AND 13
  ) AS "t12"
  LEFT OUTER JOIN "student" AS "t7"
    ON "t7"."id" = "t12"."student_id"
    AND "t7"."school_id" = CAST(%(school_id)s AS BIGINT)
)
SELECT
  "t27"."year_group",
  SUM("t27"."subjects_linked_to_careers__among") AS "subjects_linked_to_careers__denominator",
  SUM("t27"."subjects_linked_to_careers__having") AS "subjects_linked_to_careers__numerator"
FROM (
  SELECT
    "t11"."year_group",
    "t11"."subject",
    CASE WHEN "t11"."year_group" IS NOT NULL THEN 1 ELSE 0 END AS "subjects_linked_to_careers__among",
    CASE WHEN "t26"."linked_group" IS NOT NULL THEN 1 ELSE 0 END AS "subjects_linked_to_careers__having"
  FROM (
    SELECT
      "t0"."year_group",
      "t0"."subject"
    FROM "taught_subject" AS "t0"
    WHERE
      "t0"."school_id" = CAST(%(school_id)s AS BIGINT)
      AND "t0"."academic_year" = CAST(%(year)s AS BIGINT)
  ) AS "t11"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      "t24"."year_group" AS "linked_group",
      "t24"."subject" AS "linked_subject"
    FROM (
      SELECT
        "t23"."activity_id",
        "t23"."subject",
        "t23"."year_group",
        "t23"."went",
        "t21"."size_group",
        "t21"."size"
      FROM (
        SELECT
          "t20"."activity_id",
          "t20"."subject",
          "t20"."year_group",
          COUNT(*) AS "went"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t13"."id" AS "activity_id",
              "t13"."subject",
              COALESCE("t5"."student_id", 0) AS "student_id",
              "t6"."year_group"
            FROM (
              SELECT
                *
              FROM "activity" AS "t1"
              WHERE
                "t1"."school_id" = CAST(%(school_id)s AS BIGINT)
                AND "t1"."kind" = 'curriculum_link'
                AND "t1"."starts_on" BETWEEN CAST(%(first_day)s AS DATE) AND CAST(%(day)s AS DATE)
            ) AS "t13"
            LEFT OUTER JOIN "participation" AS "t5"
              ON "t5"."activity_id" = "t13"."id"
              AND "t5"."school_id" = CAST(%(school_id)s AS BIGINT)
              AND "t5"."attended"
            LEFT OUTER JOIN "enrolment" AS "t6"
              ON "t6"."student_id" = "t5"."student_id"
              AND "t6"."academic_year" = CAST(%(year)s AS BIGINT)
              AND "t6"."school_id" = CAST(%(school_id)s AS BIGINT)
          ) AS "t15"
          WHERE
            "t15"."student_id" IN (
              SELECT
                "t16"."student_id"
              FROM "t14" AS "t16"
              WHERE
                COALESCE("t16"."joined_on", CAST(%(day)s AS DATE)) <= CAST(%(day)s AS DATE)
                AND COALESCE("t16"."left_on", CAST(%(day)s AS DATE)) >= CAST(%(day)s AS DATE)
            )
        ) AS "t20"
        GROUP BY
          1,
          2,
          3
      ) AS "t23"
      INNER JOIN (
        SELECT
          "t17"."year_group" AS "size_group",
          COUNT(*) AS "size"
        FROM (
          SELECT
            "t16"."student_id",
            "t16"."year_group",
            "t16"."considering_he",
            "t16"."sex",
            "t16"."pupil_premium",
            "t16"."sen",
            "t16"."looked_after",
            "t16"."eal",
            "t16"."ethnicity_group"
          FROM "t14" AS "t16"
          WHERE
            COALESCE("t16"."joined_on", CAST(%(day)s AS DATE)) <= CAST(%(day)s AS DATE)
            AND COALESCE("t16"."left_on", CAST(%(day)s AS DATE)) >= CAST(%(day)s AS DATE)
        ) AS "t17"
        GROUP BY
          1
      ) AS "t21"
        ON "t21"."size_group" = "t23"."year_group"
    ) AS "t24"
    WHERE
      (
        "t24"."went" * 2
      ) >= "t24"."size"
  ) AS "t26"
    ON "t26"."linked_group" = "t11"."year_group"
    AND "t26"."linked_subject" = "t11"."subject"
) AS "t27"
GROUP BY
  1
