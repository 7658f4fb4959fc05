-- The cells of taught_subjects: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/taught_subjects.py, by Ibis 12.0.0.
WITH "t16" AS (
  SELECT
    "t13"."student_id",
    "t13"."year_group",
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
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'W'
      THEN 'white'
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'A'
      THEN 'asian'
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'B'
      THEN 'black'
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING("t7"."ethnicity", IIF((
        0 + 1
      ) >= 1, 0 + 1, 0 + 1 + LENGTH("t7"."ethnicity")), 1) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM (
    SELECT
      *
    FROM "enrolment" AS "t2"
    WHERE
      "t2"."school_id" = CAST(%(school_id)s AS INTEGER)
      AND "t2"."academic_year" = CAST(%(year)s AS INTEGER)
      AND "t2"."year_group" BETWEEN 7 AND 13
  ) AS "t13"
  LEFT OUTER JOIN "student" AS "t7"
    ON "t7"."id" = "t13"."student_id"
    AND "t7"."school_id" = CAST(%(school_id)s AS INTEGER)
)
SELECT
  "t29"."year_group",
  SUM("t29"."subjects_linked_to_careers__among") AS "subjects_linked_to_careers__denominator",
  SUM("t29"."subjects_linked_to_careers__having") AS "subjects_linked_to_careers__numerator"
FROM (
  SELECT
    "t12"."year_group",
    "t12"."subject",
    IIF("t12"."year_group" IS NOT NULL, 1, 0) AS "subjects_linked_to_careers__among",
    IIF("t28"."linked_group" IS NOT NULL, 1, 0) AS "subjects_linked_to_careers__having"
  FROM (
    SELECT
      "t0"."year_group",
      "t0"."subject"
    FROM "taught_subject" AS "t0"
    WHERE
      "t0"."school_id" = CAST(%(school_id)s AS INTEGER)
      AND "t0"."academic_year" = CAST(%(year)s AS INTEGER)
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      "t26"."year_group" AS "linked_group",
      "t26"."subject" AS "linked_subject"
    FROM (
      SELECT
        "t25"."activity_id",
        "t25"."subject",
        "t25"."year_group",
        "t25"."went",
        "t23"."size_group",
        "t23"."size"
      FROM (
        SELECT
          "t22"."activity_id",
          "t22"."subject",
          "t22"."year_group",
          COUNT(*) AS "went"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t15"."student_id",
              "t15"."activity_id",
              "t5"."subject",
              "t6"."year_group"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "participation" AS "t3"
                WHERE
                  "t3"."school_id" = CAST(%(school_id)s AS INTEGER)
              ) AS "t10"
              WHERE
                "t10"."activity_id" IN (
                  SELECT
                    "t1"."id"
                  FROM "activity" AS "t1"
                  WHERE
                    "t1"."school_id" = CAST(%(school_id)s AS INTEGER)
                    AND "t1"."kind" = 'curriculum_link'
                    AND "t1"."starts_on" BETWEEN DATE(%(first_day)s) AND DATE(%(day)s)
                )
                AND "t10"."attended"
            ) AS "t15"
            LEFT OUTER JOIN "activity" AS "t5"
              ON "t5"."id" = "t15"."activity_id"
              AND "t5"."school_id" = CAST(%(school_id)s AS INTEGER)
            LEFT OUTER JOIN "enrolment" AS "t6"
              ON "t6"."student_id" = "t15"."student_id"
              AND "t6"."academic_year" = CAST(%(year)s AS INTEGER)
              AND "t6"."school_id" = CAST(%(school_id)s AS INTEGER)
          ) AS "t18"
          WHERE
            "t18"."student_id" IN (
              SELECT
                "t17"."student_id"
              FROM "t16" AS "t17"
              WHERE
                COALESCE("t17"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
                AND COALESCE("t17"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
            )
        ) AS "t22"
        GROUP BY
          1,
          2,
          3
      ) AS "t25"
      INNER JOIN (
        SELECT
          "t19"."year_group" AS "size_group",
          COUNT(*) AS "size"
        FROM (
          SELECT
            "t17"."student_id",
            "t17"."year_group",
            "t17"."considering_he",
            "t17"."sex",
            "t17"."pupil_premium",
            "t17"."sen",
            "t17"."looked_after",
            "t17"."eal",
            "t17"."ethnicity_group"
          FROM "t16" AS "t17"
          WHERE
            COALESCE("t17"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
            AND COALESCE("t17"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
        ) AS "t19"
        GROUP BY
          1
      ) AS "t23"
        ON "t23"."size_group" = "t25"."year_group"
    ) AS "t26"
    WHERE
      (
        "t26"."went" * 2
      ) >= "t26"."size"
  ) AS "t28"
    ON "t28"."linked_group" = "t12"."year_group"
    AND "t28"."linked_subject" = "t12"."subject"
) AS "t29"
GROUP BY
  1
