-- The cells of leavers: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/leavers.py, by Ibis 12.0.0.
WITH "t8" AS (
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
      ORDER BY IIF("t6"."status" IN ('started', 'sustained', 'not_sustained'), 1, 0) DESC, IIF("t6"."recorded_on" IS NULL, 1, 0) ASC NULLS LAST, "t6"."recorded_on" DESC, "t6"."position" DESC, "t6"."id" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "rank"
  FROM (
    SELECT
      *
    FROM "destination" AS "t2"
    WHERE
      "t2"."school_id" = CAST(%(school_id)s AS INTEGER)
      AND "t2"."academic_year" = (
        CAST(%(leaving_year)s AS INTEGER) + 1
      )
      AND "t2"."stage" IN (16, 18)
      AND (
        (
          "t2"."recorded_on" IS NULL
        ) OR (
          "t2"."recorded_on" <= DATE(%(day)s)
        )
      )
  ) AS "t6"
)
SELECT
  "t28"."sex",
  "t28"."pupil_premium",
  "t28"."sen",
  "t28"."looked_after",
  "t28"."eal",
  "t28"."ethnicity_group",
  SUM("t28"."apprenticeship_at_16__among") AS "apprenticeship_at_16__denominator",
  SUM("t28"."apprenticeship_at_16__having") AS "apprenticeship_at_16__numerator",
  SUM("t28"."apprenticeship_at_18__among") AS "apprenticeship_at_18__denominator",
  SUM("t28"."apprenticeship_at_18__having") AS "apprenticeship_at_18__numerator",
  SUM("t28"."destination_known_at_16__among") AS "destination_known_at_16__denominator",
  SUM("t28"."destination_known_at_16__having") AS "destination_known_at_16__numerator",
  SUM("t28"."destination_known_at_18__among") AS "destination_known_at_18__denominator",
  SUM("t28"."destination_known_at_18__having") AS "destination_known_at_18__numerator",
  SUM("t28"."employment_at_16__among") AS "employment_at_16__denominator",
  SUM("t28"."employment_at_16__having") AS "employment_at_16__numerator",
  SUM("t28"."employment_at_18__among") AS "employment_at_18__denominator",
  SUM("t28"."employment_at_18__having") AS "employment_at_18__numerator",
  SUM("t28"."higher_education_at_18__among") AS "higher_education_at_18__denominator",
  SUM("t28"."higher_education_at_18__having") AS "higher_education_at_18__numerator",
  SUM("t28"."higher_technical_at_18__among") AS "higher_technical_at_18__denominator",
  SUM("t28"."higher_technical_at_18__having") AS "higher_technical_at_18__numerator",
  SUM("t28"."level_3_programme_at_16__among") AS "level_3_programme_at_16__denominator",
  SUM("t28"."level_3_programme_at_16__having") AS "level_3_programme_at_16__numerator",
  SUM("t28"."neet_at_16__among") AS "neet_at_16__denominator",
  SUM("t28"."neet_at_16__having") AS "neet_at_16__numerator",
  SUM("t28"."neet_at_18__among") AS "neet_at_18__denominator",
  SUM("t28"."neet_at_18__having") AS "neet_at_18__numerator",
  SUM("t28"."oxbridge_at_18__among") AS "oxbridge_at_18__denominator",
  SUM("t28"."oxbridge_at_18__having") AS "oxbridge_at_18__numerator",
  SUM("t28"."russell_group_at_18__among") AS "russell_group_at_18__denominator",
  SUM("t28"."russell_group_at_18__having") AS "russell_group_at_18__numerator",
  SUM("t28"."sustained_at_16__among") AS "sustained_at_16__denominator",
  SUM("t28"."sustained_at_16__having") AS "sustained_at_16__numerator",
  SUM("t28"."sustained_at_18__among") AS "sustained_at_18__denominator",
  SUM("t28"."sustained_at_18__having") AS "sustained_at_18__numerator"
FROM (
  SELECT
    "t9"."student_id",
    "t9"."stage",
    "t9"."sex",
    "t9"."pupil_premium",
    "t9"."sen",
    "t9"."looked_after",
    "t9"."eal",
    "t9"."ethnicity_group",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "apprenticeship_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0 AND "t10"."stage" = 16 AND "t10"."route" IN ('apprenticeship')
      ),
      1,
      0
    ) AS "apprenticeship_at_16__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "apprenticeship_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0 AND "t10"."stage" = 18 AND "t10"."route" IN ('apprenticeship')
      ),
      1,
      0
    ) AS "apprenticeship_at_18__having",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "destination_known_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 16
          AND NOT (
            "t10"."route" IN ('unknown', '')
          )
      ),
      1,
      0
    ) AS "destination_known_at_16__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "destination_known_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND NOT (
            "t10"."route" IN ('unknown', '')
          )
      ),
      1,
      0
    ) AS "destination_known_at_18__having",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "employment_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 16
          AND "t10"."route" IN ('employment', 'employment_with_training')
      ),
      1,
      0
    ) AS "employment_at_16__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "employment_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND "t10"."route" IN ('employment', 'employment_with_training')
      ),
      1,
      0
    ) AS "employment_at_18__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "higher_education_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0 AND "t10"."stage" = 18 AND "t10"."route" IN ('higher_education')
      ),
      1,
      0
    ) AS "higher_education_at_18__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "higher_technical_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND "t10"."route" IN (
            'school_sixth_form',
            'sixth_form_college',
            'further_education',
            'higher_education',
            'supported_internship',
            'other_education',
            'apprenticeship'
          )
          AND "t10"."level" IN (4, 5)
      ),
      1,
      0
    ) AS "higher_technical_at_18__having",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "level_3_programme_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 16
          AND "t10"."route" IN (
            'school_sixth_form',
            'sixth_form_college',
            'further_education',
            'higher_education',
            'supported_internship',
            'other_education',
            'apprenticeship'
          )
          AND "t10"."level" IN (3)
      ),
      1,
      0
    ) AS "level_3_programme_at_16__having",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "neet_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0 AND "t10"."stage" = 16 AND "t10"."route" IN ('neet')
      ),
      1,
      0
    ) AS "neet_at_16__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "neet_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0 AND "t10"."stage" = 18 AND "t10"."route" IN ('neet')
      ),
      1,
      0
    ) AS "neet_at_18__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "oxbridge_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND "t10"."route" IN ('higher_education')
          AND (
            FALSE OR "t10"."ukprn" IN ('10007774', '10007788')
          )
      ),
      1,
      0
    ) AS "oxbridge_at_18__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "russell_group_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND "t10"."route" IN ('higher_education')
          AND (
            FALSE
            OR (
              "t10"."ukprn" IN (
                '10003270',
                '10004063',
                '10006840',
                '10006842',
                '10007154',
                '10007157',
                '10007158',
                '10007163',
                '10007774',
                '10007784',
                '10007786',
                '10007788',
                '10007790',
                '10007794',
                '10007795',
                '10007798',
                '10007799'
              )
              AND (
                (
                  CAST(%(leaving_year)s AS INTEGER) + 1
                ) >= 1994
              )
            )
            OR (
              "t10"."ukprn" IN ('10003645', '10007814')
              AND (
                (
                  CAST(%(leaving_year)s AS INTEGER) + 1
                ) >= 1998
              )
            )
            OR (
              "t10"."ukprn" IN ('10005343')
              AND (
                (
                  CAST(%(leaving_year)s AS INTEGER) + 1
                ) >= 2006
              )
            )
            OR (
              "t10"."ukprn" IN ('10007143', '10007167', '10007775', '10007792')
              AND (
                (
                  CAST(%(leaving_year)s AS INTEGER) + 1
                ) >= 2012
              )
            )
          )
      ),
      1,
      0
    ) AS "russell_group_at_18__having",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "sustained_at_16__among",
    IIF(
      (
        "t9"."stage" = 16
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 16
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 16
          AND "t10"."route" IN (
            'school_sixth_form',
            'sixth_form_college',
            'further_education',
            'higher_education',
            'supported_internship',
            'other_education',
            'apprenticeship',
            'employment',
            'employment_with_training'
          )
          AND "t10"."status" IN ('sustained')
      ),
      1,
      0
    ) AS "sustained_at_16__having",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      ),
      1,
      0
    ) AS "sustained_at_18__among",
    IIF(
      (
        "t9"."stage" = 18
      )
      AND NOT (
        "t9"."student_id" IN (
          SELECT
            "t10"."student_id"
          FROM "t8" AS "t10"
          WHERE
            "t10"."rank" = 0
            AND "t10"."stage" = 18
            AND "t10"."route" IN ('deceased', 'moved_away')
        )
      )
      AND "t9"."student_id" IN (
        SELECT
          "t10"."student_id"
        FROM "t8" AS "t10"
        WHERE
          "t10"."rank" = 0
          AND "t10"."stage" = 18
          AND "t10"."route" IN (
            'school_sixth_form',
            'sixth_form_college',
            'further_education',
            'higher_education',
            'supported_internship',
            'other_education',
            'apprenticeship',
            'employment',
            'employment_with_training'
          )
          AND "t10"."status" IN ('sustained')
      ),
      1,
      0
    ) AS "sustained_at_18__having"
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
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'W'
          THEN 'white'
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'M'
          THEN 'mixed'
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'A'
          THEN 'asian'
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'B'
          THEN 'black'
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'C'
          THEN 'chinese'
          WHEN SUBSTRING("t3"."ethnicity", IIF((
            0 + 1
          ) >= 1, 0 + 1, 0 + 1 + LENGTH("t3"."ethnicity")), 1) = 'O'
          THEN 'other'
          ELSE 'unknown'
        END AS "ethnicity_group"
      FROM (
        SELECT
          *
        FROM "enrolment" AS "t0"
        WHERE
          "t0"."school_id" = CAST(%(school_id)s AS INTEGER)
          AND "t0"."academic_year" = CAST(%(leaving_year)s AS INTEGER)
          AND "t0"."year_group" IN (11, 13)
      ) AS "t5"
      LEFT OUTER JOIN "student" AS "t3"
        ON "t3"."id" = "t5"."student_id"
        AND "t3"."school_id" = CAST(%(school_id)s AS INTEGER)
    ) AS "t7"
  ) AS "t9"
) AS "t28"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
