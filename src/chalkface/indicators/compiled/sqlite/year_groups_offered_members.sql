-- The members of year_groups_offered: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/year_groups_offered.py, by Ibis 12.0.0.
WITH "t13" AS (
  SELECT
    "t10"."id",
    "t10"."school_id",
    "t10"."activity_id",
    "t10"."academic_year",
    "t10"."year_group",
    "t11"."id" AS "id_right",
    "t11"."school_id" AS "school_id_right",
    "t11"."kind",
    "t11"."starts_on",
    "t11"."subject",
    "t11"."in_school_day",
    "t11"."hours_e4",
    "t11"."purpose_shared",
    "t11"."learning_outcomes",
    "t11"."two_way",
    "t11"."reflection",
    "t11"."met_range_of_people",
    "t11"."employer_set_task",
    "t11"."employer_feedback",
    "t11"."explained_qualifications",
    "t11"."explained_careers",
    "t11"."explained_learning",
    "t11"."answered_questions"
  FROM "offer" AS "t10"
  INNER JOIN "activity" AS "t11"
    ON "t11"."id" = "t10"."activity_id"
)
SELECT
  "t15"."year_group",
  IIF("t15"."year_group" IS NOT NULL, 1, 0) AS "provider_access_offered_phase_3__among",
  IIF(
    "t15"."year_group" IN (
      SELECT
        "t22"."member"
      FROM (
        SELECT
          "t21"."member",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t21"."activity_id") AS "occasions",
          COUNT(DISTINCT "t21"."partner_id") AS "partners"
        FROM (
          SELECT
            "t20"."activity_id",
            "t20"."member",
            "t20"."partner_id",
            "t20"."approved_technical",
            "t20"."kind" AS "partner_kind"
          FROM (
            SELECT
              "t19"."activity_id",
              "t19"."member",
              "t8"."id",
              "t8"."school_id",
              "t8"."partner_id",
              "t9"."id" AS "id_right",
              "t9"."school_id" AS "school_id_right",
              "t9"."kind",
              "t9"."approved_technical"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t14"."activity_id",
                  12 AS "member"
                FROM "t13" AS "t14"
                WHERE
                  "t14"."school_id" = CAST(%(school_id)s AS INTEGER)
                  AND "t14"."school_id_right" = CAST(%(school_id)s AS INTEGER)
                  AND "t14"."kind" = 'provider_encounter'
                  AND "t14"."starts_on" <= DATE(%(day)s)
                  AND TRUE
                  AND COALESCE("t14"."in_school_day", FALSE)
                  AND COALESCE("t14"."explained_qualifications", FALSE)
                  AND COALESCE("t14"."explained_careers", FALSE)
                  AND COALESCE("t14"."explained_learning", FALSE)
                  AND COALESCE("t14"."answered_questions", FALSE)
                  AND (
                    CAST(STRFTIME('%%Y', "t14"."starts_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t14"."starts_on") AS INTEGER) < 9, 1, 0)
                  ) = "t14"."academic_year"
                  AND "t14"."year_group" = 12
                  AND "t14"."academic_year" = CAST(%(year)s AS INTEGER)
              ) AS "t16"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t14"."activity_id",
                  13 AS "member"
                FROM "t13" AS "t14"
                WHERE
                  "t14"."school_id" = CAST(%(school_id)s AS INTEGER)
                  AND "t14"."school_id_right" = CAST(%(school_id)s AS INTEGER)
                  AND "t14"."kind" = 'provider_encounter'
                  AND "t14"."starts_on" <= DATE(%(day)s)
                  AND TRUE
                  AND COALESCE("t14"."in_school_day", FALSE)
                  AND COALESCE("t14"."explained_qualifications", FALSE)
                  AND COALESCE("t14"."explained_careers", FALSE)
                  AND COALESCE("t14"."explained_learning", FALSE)
                  AND COALESCE("t14"."answered_questions", FALSE)
                  AND (
                    CAST(STRFTIME('%%Y', "t14"."starts_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t14"."starts_on") AS INTEGER) < 9, 1, 0)
                  ) = "t14"."academic_year"
                  AND (
                    (
                      (
                        "t14"."year_group" = 12
                      )
                      AND (
                        "t14"."academic_year" = (
                          CAST(%(year)s AS INTEGER) - 1
                        )
                      )
                    )
                    OR (
                      (
                        "t14"."year_group" = 13
                      )
                      AND (
                        "t14"."academic_year" = CAST(%(year)s AS INTEGER)
                      )
                      AND (
                        (
                          CAST(STRFTIME('%%m', "t14"."starts_on") AS INTEGER) >= 9
                        )
                        OR (
                          CAST(STRFTIME('%%m', "t14"."starts_on") AS INTEGER) <= 2
                        )
                      )
                    )
                  )
              ) AS "t17"
            ) AS "t19"
            INNER JOIN "activity_partner" AS "t8"
              ON "t8"."activity_id" = "t19"."activity_id"
            INNER JOIN "partner" AS "t9"
              ON "t9"."id" = "t8"."partner_id"
          ) AS "t20"
          WHERE
            "t20"."school_id" = CAST(%(school_id)s AS INTEGER)
            AND "t20"."school_id_right" = CAST(%(school_id)s AS INTEGER)
            AND "t20"."approved_technical"
        ) AS "t21"
        GROUP BY
          1
      ) AS "t22"
      WHERE
        "t22"."pairs" < (
          "t22"."occasions" * "t22"."partners"
        )
    ),
    1,
    0
  ) AS "provider_access_offered_phase_3__having"
FROM (
  SELECT DISTINCT
    "t12"."year_group"
  FROM (
    SELECT
      "t6"."id",
      "t6"."school_id",
      "t6"."student_id",
      "t6"."academic_year",
      "t6"."year_group",
      "t7"."id" AS "id_right",
      "t7"."school_id" AS "school_id_right",
      "t7"."sex",
      "t7"."ethnicity",
      "t7"."sen_provision",
      "t7"."pupil_premium",
      "t7"."eal",
      "t7"."looked_after",
      "t7"."considering_he",
      "t7"."joined_on",
      "t7"."left_on"
    FROM "enrolment" AS "t6"
    INNER JOIN "student" AS "t7"
      ON "t7"."id" = "t6"."student_id"
  ) AS "t12"
  WHERE
    "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
    AND "t12"."school_id_right" = CAST(%(school_id)s AS INTEGER)
    AND "t12"."academic_year" = CAST(%(year)s AS INTEGER)
    AND "t12"."year_group" BETWEEN 7 AND 13
    AND (
      (
        "t12"."joined_on" IS NULL
      ) OR (
        "t12"."joined_on" <= DATE(%(day)s)
      )
    )
    AND (
      (
        "t12"."left_on" IS NULL
      ) OR (
        "t12"."left_on" >= DATE(%(day)s)
      )
    )
    AND "t12"."year_group" IN (12, 13)
) AS "t15"
