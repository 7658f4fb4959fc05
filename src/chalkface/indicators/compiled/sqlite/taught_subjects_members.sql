-- The members of taught_subjects: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/taught_subjects.py, by Ibis 12.0.0.
WITH "t12" AS (
  SELECT
    "t11"."student_id",
    "t11"."year_group",
    "t11"."considering_he",
    CASE
      WHEN "t11"."sex" = 'F'
      THEN 'F'
      WHEN "t11"."sex" = 'M'
      THEN 'M'
      ELSE 'unknown'
    END AS "sex",
    CASE
      WHEN "t11"."pupil_premium"
      THEN 'yes'
      WHEN NOT (
        "t11"."pupil_premium"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "pupil_premium",
    CASE
      WHEN "t11"."sen_provision" = 'N'
      THEN 'no'
      WHEN "t11"."sen_provision" = 'K'
      THEN 'yes'
      WHEN "t11"."sen_provision" = 'E'
      THEN 'yes'
      ELSE 'unknown'
    END AS "sen",
    CASE
      WHEN "t11"."looked_after"
      THEN 'yes'
      WHEN NOT (
        "t11"."looked_after"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "looked_after",
    CASE
      WHEN "t11"."eal"
      THEN 'yes'
      WHEN NOT (
        "t11"."eal"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "eal",
    CASE
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'W'
      THEN 'white'
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'A'
      THEN 'asian'
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'B'
      THEN 'black'
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING(
        "t11"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t11"."ethnicity")),
        1
      ) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM (
    SELECT
      "t7"."id",
      "t7"."school_id",
      "t7"."student_id",
      "t7"."academic_year",
      "t7"."year_group",
      "t8"."id" AS "id_right",
      "t8"."school_id" AS "school_id_right",
      "t8"."sex",
      "t8"."ethnicity",
      "t8"."sen_provision",
      "t8"."pupil_premium",
      "t8"."eal",
      "t8"."looked_after",
      "t8"."considering_he",
      "t8"."joined_on",
      "t8"."left_on"
    FROM "enrolment" AS "t7"
    INNER JOIN "student" AS "t8"
      ON "t8"."id" = "t7"."student_id"
  ) AS "t11"
  WHERE
    "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
    AND "t11"."school_id_right" = CAST(%(school_id)s AS INTEGER)
    AND "t11"."academic_year" = CAST(%(year)s AS INTEGER)
    AND "t11"."year_group" BETWEEN 7 AND 13
    AND (
      (
        "t11"."joined_on" IS NULL
      ) OR (
        "t11"."joined_on" <= DATE(%(day)s)
      )
    )
    AND (
      (
        "t11"."left_on" IS NULL
      ) OR (
        "t11"."left_on" >= DATE(%(day)s)
      )
    )
)
SELECT
  "t10"."year_group",
  "t10"."subject",
  IIF("t10"."year_group" IS NOT NULL, 1, 0) AS "subjects_linked_to_careers__among",
  IIF("t23"."linked_group" IS NOT NULL, 1, 0) AS "subjects_linked_to_careers__having"
FROM (
  SELECT
    "t0"."year_group",
    "t0"."subject"
  FROM "taught_subject" AS "t0"
  WHERE
    "t0"."school_id" = CAST(%(school_id)s AS INTEGER)
    AND "t0"."academic_year" = CAST(%(year)s AS INTEGER)
) AS "t10"
LEFT OUTER JOIN (
  SELECT DISTINCT
    "t21"."year_group" AS "linked_group",
    "t21"."subject" AS "linked_subject"
  FROM (
    SELECT
      "t20"."activity_id",
      "t20"."subject",
      "t20"."year_group",
      "t20"."went",
      "t16"."size_group",
      "t16"."size"
    FROM (
      SELECT
        "t18"."activity_id",
        "t18"."subject",
        "t18"."year_group",
        COUNT(*) AS "went"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t5"."id",
            "t5"."school_id",
            "t5"."kind",
            "t5"."starts_on",
            "t5"."subject",
            "t5"."in_school_day",
            "t5"."hours_e4",
            "t5"."purpose_shared",
            "t5"."learning_outcomes",
            "t5"."two_way",
            "t5"."reflection",
            "t5"."met_range_of_people",
            "t5"."employer_set_task",
            "t5"."employer_feedback",
            "t5"."explained_qualifications",
            "t5"."explained_careers",
            "t5"."explained_learning",
            "t5"."answered_questions",
            "t6"."id" AS "id_right",
            "t6"."school_id" AS "school_id_right",
            "t6"."activity_id",
            "t6"."student_id",
            "t6"."attended",
            "t6"."hours_e4" AS "hours_e4_right",
            "t14"."year_group",
            "t14"."considering_he",
            "t14"."sex",
            "t14"."pupil_premium",
            "t14"."sen",
            "t14"."looked_after",
            "t14"."eal",
            "t14"."ethnicity_group"
          FROM "activity" AS "t5"
          INNER JOIN "participation" AS "t6"
            ON "t6"."activity_id" = "t5"."id"
          INNER JOIN "t12" AS "t14"
            ON "t14"."student_id" = "t6"."student_id"
        ) AS "t17"
        WHERE
          "t17"."school_id" = CAST(%(school_id)s AS INTEGER)
          AND "t17"."school_id_right" = CAST(%(school_id)s AS INTEGER)
          AND "t17"."kind" = 'curriculum_link'
          AND "t17"."starts_on" BETWEEN DATE(%(first_day)s) AND DATE(%(day)s)
          AND "t17"."attended"
      ) AS "t18"
      GROUP BY
        1,
        2,
        3
    ) AS "t20"
    INNER JOIN (
      SELECT
        "t13"."year_group" AS "size_group",
        COUNT(*) AS "size"
      FROM "t12" AS "t13"
      GROUP BY
        1
    ) AS "t16"
      ON "t16"."size_group" = "t20"."year_group"
  ) AS "t21"
  WHERE
    (
      "t21"."went" * 2
    ) >= "t21"."size"
) AS "t23"
  ON "t23"."linked_group" = "t10"."year_group"
  AND "t23"."linked_subject" = "t10"."subject"
