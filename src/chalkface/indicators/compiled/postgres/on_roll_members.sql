-- The members of on_roll: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/on_roll.py, by Ibis 12.0.0.
WITH "t20" AS (
  SELECT
    "t19"."student_id",
    "t19"."year_group",
    "t10"."considering_he",
    "t10"."joined_on",
    "t10"."left_on",
    CASE
      WHEN "t10"."sex" = 'F'
      THEN 'F'
      WHEN "t10"."sex" = 'M'
      THEN 'M'
      ELSE 'unknown'
    END AS "sex",
    CASE
      WHEN "t10"."pupil_premium"
      THEN 'yes'
      WHEN NOT (
        "t10"."pupil_premium"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "pupil_premium",
    CASE
      WHEN "t10"."sen_provision" = 'N'
      THEN 'no'
      WHEN "t10"."sen_provision" = 'K'
      THEN 'yes'
      WHEN "t10"."sen_provision" = 'E'
      THEN 'yes'
      ELSE 'unknown'
    END AS "sen",
    CASE
      WHEN "t10"."looked_after"
      THEN 'yes'
      WHEN NOT (
        "t10"."looked_after"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "looked_after",
    CASE
      WHEN "t10"."eal"
      THEN 'yes'
      WHEN NOT (
        "t10"."eal"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "eal",
    CASE
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'W'
      THEN 'white'
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'A'
      THEN 'asian'
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'B'
      THEN 'black'
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING("t10"."ethnicity" FROM CASE WHEN (
        0 + 1
      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END FOR 1) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM (
    SELECT
      *
    FROM "enrolment" AS "t1"
    WHERE
      "t1"."school_id" = CAST(%(school_id)s AS BIGINT)
      AND "t1"."academic_year" = CAST(%(year)s AS BIGINT)
      AND "t1"."year_group" BETWEEN 7 AND 13
  ) AS "t19"
  LEFT OUTER JOIN "student" AS "t10"
    ON "t10"."id" = "t19"."student_id"
    AND "t10"."school_id" = CAST(%(school_id)s AS BIGINT)
), "t22" AS (
  SELECT
    "t21"."student_id",
    "t21"."year_group",
    "t21"."considering_he",
    "t21"."sex",
    "t21"."pupil_premium",
    "t21"."sen",
    "t21"."looked_after",
    "t21"."eal",
    "t21"."ethnicity_group"
  FROM "t20" AS "t21"
  WHERE
    COALESCE("t21"."joined_on", CAST(%(day)s AS DATE)) <= CAST(%(day)s AS DATE)
    AND COALESCE("t21"."left_on", CAST(%(day)s AS DATE)) >= CAST(%(day)s AS DATE)
), "attended" AS (
  SELECT
    "t39"."student_id",
    "t39"."now",
    "t39"."activity_id",
    "t39"."starts_on",
    "t39"."kind",
    "t39"."year",
    "t39"."spent_e4",
    "t39"."any",
    "t39"."meaningful",
    "t39"."meaningful_work",
    "t39"."qualifying",
    COALESCE("t9"."year_group", 0) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t28"."student_id",
        "t28"."year_group" AS "now",
        "t15"."activity_id",
        "t16"."starts_on",
        COALESCE("t16"."kind", '') AS "kind",
        EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
        COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
        CASE WHEN TRUE THEN 1 ELSE 0 END AS "any",
        CASE
          WHEN TRUE
          AND COALESCE("t16"."purpose_shared", FALSE)
          AND COALESCE("t16"."learning_outcomes", FALSE)
          AND COALESCE("t16"."two_way", FALSE)
          AND COALESCE("t16"."reflection", FALSE)
          THEN 1
          ELSE 0
        END AS "meaningful",
        CASE
          WHEN TRUE
          AND COALESCE("t16"."purpose_shared", FALSE)
          AND COALESCE("t16"."learning_outcomes", FALSE)
          AND COALESCE("t16"."two_way", FALSE)
          AND COALESCE("t16"."reflection", FALSE)
          AND COALESCE("t16"."met_range_of_people", FALSE)
          AND COALESCE("t16"."employer_set_task", FALSE)
          AND COALESCE("t16"."employer_feedback", FALSE)
          THEN 1
          ELSE 0
        END AS "meaningful_work",
        CASE
          WHEN TRUE
          AND COALESCE("t16"."in_school_day", FALSE)
          AND COALESCE("t16"."explained_qualifications", FALSE)
          AND COALESCE("t16"."explained_careers", FALSE)
          AND COALESCE("t16"."explained_learning", FALSE)
          AND COALESCE("t16"."answered_questions", FALSE)
          THEN 1
          ELSE 0
        END AS "qualifying"
      FROM "t22" AS "t28"
      LEFT OUTER JOIN "participation" AS "t15"
        ON "t15"."student_id" = "t28"."student_id"
        AND "t15"."school_id" = CAST(%(school_id)s AS BIGINT)
        AND "t15"."attended"
      LEFT OUTER JOIN "activity" AS "t16"
        ON "t16"."id" = "t15"."activity_id"
        AND "t16"."school_id" = CAST(%(school_id)s AS BIGINT)
        AND "t16"."starts_on" <= CAST(%(day)s AS DATE)
        AND (
          FALSE
          OR (
            "t16"."kind" IN ('labour_market_information')
            AND "t28"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
          )
          OR (
            "t16"."kind" IN ('employer_encounter')
            AND "t28"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
            AND (
              "t16"."starts_on" >= CAST(%(first_day)s AS DATE)
            )
          )
          OR (
            "t16"."kind" IN ('labour_market_information', 'provider_encounter', 'workplace_experience')
            AND "t28"."year_group" IN (9)
          )
          OR (
            "t16"."kind" IN (
              'higher_education_visit',
              'provider_encounter',
              'recruitment_practice',
              'workplace_experience'
            )
            AND "t28"."year_group" IN (11)
          )
          OR (
            "t16"."kind" IN (
              'higher_education_visit',
              'provider_encounter',
              'recruitment_practice',
              'workplace_experience'
            )
            AND "t28"."year_group" IN (13)
          )
        )
    ) AS "t35"
    WHERE
      "t35"."kind" <> ''
  ) AS "t39"
  LEFT OUTER JOIN "enrolment" AS "t9"
    ON "t9"."student_id" = "t39"."student_id"
    AND "t9"."academic_year" = "t39"."year"
    AND "t9"."school_id" = CAST(%(school_id)s AS BIGINT)
), "t64" AS (
  SELECT
    "t43"."student_id",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('employer_encounter')
        AND (
          "t43"."any" = 1
        )
        AND (
          "t43"."year" = CAST(%(year)s AS BIGINT)
        )
        THEN 1
        ELSE 0
      END
    ) AS "activities_employer_encounter_any_this_year",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('labour_market_information')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 7 AND 9
        THEN 1
        ELSE 0
      END
    ) AS "activities_labour_market_information_any_in_7_9",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('labour_market_information')
        AND (
          "t43"."any" = 1
        )
        AND (
          CASE
            WHEN "t43"."then" BETWEEN 7 AND 9
            THEN 3
            WHEN "t43"."then" BETWEEN 10 AND 11
            THEN 4
            WHEN "t43"."then" BETWEEN 12 AND 13
            THEN 5
            ELSE 0
          END = CASE
            WHEN "t43"."now" BETWEEN 7 AND 9
            THEN 3
            WHEN "t43"."now" BETWEEN 10 AND 11
            THEN 4
            WHEN "t43"."now" BETWEEN 12 AND 13
            THEN 5
            ELSE 0
          END
        )
        THEN 1
        ELSE 0
      END
    ) AS "activities_labour_market_information_any_this_key_stage",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('employer_encounter')
        AND (
          "t43"."meaningful" = 1
        )
        AND (
          "t43"."year" = CAST(%(year)s AS BIGINT)
        )
        THEN 1
        ELSE 0
      END
    ) AS "activities_employer_encounter_meaningful_this_year",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('workplace_experience')
        AND (
          "t43"."meaningful_work" = 1
        )
        AND "t43"."then" BETWEEN 12 AND 13
        THEN 1
        ELSE 0
      END
    ) AS "activities_workplace_experience_meaningful_work_in_12_13",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('recruitment_practice')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 7 AND 11
        THEN 1
        ELSE 0
      END
    ) AS "activities_recruitment_practice_any_in_7_11",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('workplace_experience')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 7 AND 11
        THEN 1
        ELSE 0
      END
    ) AS "activities_workplace_experience_any_in_7_11",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('workplace_experience')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 12 AND 13
        THEN 1
        ELSE 0
      END
    ) AS "activities_workplace_experience_any_in_12_13",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('workplace_experience')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 7 AND 9
        THEN "t43"."spent_e4"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_any_in_7_9",
    SUM(
      CASE
        WHEN "t43"."kind" IN ('workplace_experience')
        AND (
          "t43"."any" = 1
        )
        AND "t43"."then" BETWEEN 10 AND 11
        THEN "t43"."spent_e4"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_any_in_10_11"
  FROM "attended" AS "t43"
  GROUP BY
    1
)
SELECT
  "t25"."student_id",
  "t25"."year_group",
  "t25"."sex",
  "t25"."pupil_premium",
  "t25"."sen",
  "t25"."looked_after",
  "t25"."eal",
  "t25"."ethnicity_group",
  CASE WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "aspiration_recorded_this_year__among",
  CASE
    WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t25"."student_id" IN (
      SELECT
        "t0"."student_id"
      FROM "intention" AS "t0"
      WHERE
        "t0"."school_id" = CAST(%(school_id)s AS BIGINT)
        AND "t0"."recorded_on" BETWEEN CAST(%(first_day)s AS DATE) AND CAST(%(day)s AS DATE)
    )
    THEN 1
    ELSE 0
  END AS "aspiration_recorded_this_year__having",
  CASE WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "employer_encounter_this_year__among",
  CASE
    WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_employer_encounter_any_this_year" >= 1
    )
    THEN 1
    ELSE 0
  END AS "employer_encounter_this_year__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "full_range_of_providers_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t82"."student_id"
      FROM (
        SELECT
          "t61"."student_id",
          MAX(
            CASE
              WHEN "t61"."partner_kind" IN ('sixth_form', 'sixth_form_college')
              THEN 1
              ELSE 0
            END
          ) AS "part_0",
          MAX(CASE WHEN "t61"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
          MAX(CASE WHEN "t61"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
          MAX(CASE WHEN "t61"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
        FROM (
          SELECT
            "t50"."student_id",
            "t50"."activity_id",
            "t11"."partner_id",
            "t12"."kind" AS "partner_kind",
            COALESCE("t12"."approved_technical", FALSE) AS "approved"
          FROM (
            SELECT
              "t43"."student_id",
              "t43"."activity_id"
            FROM "attended" AS "t43"
            WHERE
              "t43"."now" IN (11)
              AND "t43"."kind" IN ('provider_encounter', 'higher_education_visit')
              AND "t43"."meaningful" = 1
              AND "t43"."then" BETWEEN 7 AND 11
          ) AS "t50"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t50"."activity_id"
            AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
          LEFT OUTER JOIN "partner" AS "t12"
            ON "t12"."id" = "t11"."partner_id"
            AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
        ) AS "t61"
        GROUP BY
          1
      ) AS "t82"
      WHERE
        "t82"."part_0" = 1
        AND "t82"."part_1" = 1
        AND "t82"."part_2" = 1
        AND "t82"."part_3" = 1
    )
    THEN 1
    ELSE 0
  END AS "full_range_of_providers_by_16__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "guidance_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t36"."student_id"
      FROM (
        SELECT
          "t33"."student_id",
          "t33"."year",
          COALESCE("t9"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t26"."student_id",
              COALESCE(
                EXTRACT(year FROM "t14"."met_on") - CASE WHEN EXTRACT(month FROM "t14"."met_on") < 9 THEN 1 ELSE 0 END,
                0
              ) AS "year"
            FROM (
              SELECT
                "t21"."student_id",
                "t21"."year_group",
                "t21"."considering_he",
                "t21"."sex",
                "t21"."pupil_premium",
                "t21"."sen",
                "t21"."looked_after",
                "t21"."eal",
                "t21"."ethnicity_group"
              FROM "t20" AS "t21"
              WHERE
                COALESCE("t21"."joined_on", CAST(%(day)s AS DATE)) <= CAST(%(day)s AS DATE)
                AND COALESCE("t21"."left_on", CAST(%(day)s AS DATE)) >= CAST(%(day)s AS DATE)
                AND "t21"."year_group" IN (11)
            ) AS "t26"
            LEFT OUTER JOIN "guidance_meeting" AS "t14"
              ON "t14"."student_id" = "t26"."student_id"
              AND "t14"."school_id" = CAST(%(school_id)s AS BIGINT)
              AND "t14"."met_on" <= CAST(%(day)s AS DATE)
              AND "t14"."adviser_level" >= 6
              AND COALESCE("t14"."attended", TRUE)
          ) AS "t29"
          WHERE
            "t29"."year" <> 0
        ) AS "t33"
        LEFT OUTER JOIN "enrolment" AS "t9"
          ON "t9"."student_id" = "t33"."student_id"
          AND "t9"."academic_year" = "t33"."year"
          AND "t9"."school_id" = CAST(%(school_id)s AS BIGINT)
      ) AS "t36"
      WHERE
        "t36"."then" BETWEEN 7 AND 11
    )
    THEN 1
    ELSE 0
  END AS "guidance_by_16__having",
  CASE WHEN "t25"."year_group" IN (13) THEN 1 ELSE 0 END AS "guidance_by_18__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND "t25"."student_id" IN (
      SELECT
        "t37"."student_id"
      FROM (
        SELECT
          "t34"."student_id",
          "t34"."year",
          COALESCE("t9"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t27"."student_id",
              COALESCE(
                EXTRACT(year FROM "t14"."met_on") - CASE WHEN EXTRACT(month FROM "t14"."met_on") < 9 THEN 1 ELSE 0 END,
                0
              ) AS "year"
            FROM (
              SELECT
                "t21"."student_id",
                "t21"."year_group",
                "t21"."considering_he",
                "t21"."sex",
                "t21"."pupil_premium",
                "t21"."sen",
                "t21"."looked_after",
                "t21"."eal",
                "t21"."ethnicity_group"
              FROM "t20" AS "t21"
              WHERE
                COALESCE("t21"."joined_on", CAST(%(day)s AS DATE)) <= CAST(%(day)s AS DATE)
                AND COALESCE("t21"."left_on", CAST(%(day)s AS DATE)) >= CAST(%(day)s AS DATE)
                AND "t21"."year_group" IN (13)
            ) AS "t27"
            LEFT OUTER JOIN "guidance_meeting" AS "t14"
              ON "t14"."student_id" = "t27"."student_id"
              AND "t14"."school_id" = CAST(%(school_id)s AS BIGINT)
              AND "t14"."met_on" <= CAST(%(day)s AS DATE)
              AND "t14"."adviser_level" >= 6
              AND COALESCE("t14"."attended", TRUE)
          ) AS "t30"
          WHERE
            "t30"."year" <> 0
        ) AS "t34"
        LEFT OUTER JOIN "enrolment" AS "t9"
          ON "t9"."student_id" = "t34"."student_id"
          AND "t9"."academic_year" = "t34"."year"
          AND "t9"."school_id" = CAST(%(school_id)s AS BIGINT)
      ) AS "t37"
      WHERE
        "t37"."then" BETWEEN 12 AND 13
    )
    THEN 1
    ELSE 0
  END AS "guidance_by_18__having",
  CASE WHEN "t25"."year_group" IN (9) THEN 1 ELSE 0 END AS "labour_market_information_by_14__among",
  CASE
    WHEN "t25"."year_group" IN (9)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_labour_market_information_any_in_7_9" >= 1
    )
    THEN 1
    ELSE 0
  END AS "labour_market_information_by_14__having",
  CASE WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "labour_market_information_this_key_stage__among",
  CASE
    WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_labour_market_information_any_this_key_stage" >= 1
    )
    THEN 1
    ELSE 0
  END AS "labour_market_information_this_key_stage__having",
  CASE WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "meaningful_employer_encounter_this_year__among",
  CASE
    WHEN "t25"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_employer_encounter_meaningful_this_year" >= 1
    )
    THEN 1
    ELSE 0
  END AS "meaningful_employer_encounter_this_year__having",
  CASE WHEN "t25"."year_group" IN (13) THEN 1 ELSE 0 END AS "meaningful_workplace_experience_by_18__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_workplace_experience_meaningful_work_in_12_13" >= 1
    )
    THEN 1
    ELSE 0
  END AS "meaningful_workplace_experience_by_18__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "meaningful_workplace_experiences_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t68"."student_id"
      FROM (
        SELECT
          "t62"."student_id",
          COUNT(DISTINCT "t62"."activity_id") AS "activities",
          COUNT(DISTINCT "t62"."partner_id") AS "partners"
        FROM (
          SELECT
            "t51"."student_id",
            "t51"."activity_id",
            "t11"."partner_id",
            "t12"."kind" AS "partner_kind",
            COALESCE("t12"."approved_technical", FALSE) AS "approved"
          FROM (
            SELECT
              "t43"."student_id",
              "t43"."activity_id"
            FROM "attended" AS "t43"
            WHERE
              "t43"."now" IN (11)
              AND "t43"."kind" IN ('workplace_experience')
              AND "t43"."meaningful_work" = 1
              AND "t43"."then" BETWEEN 7 AND 11
          ) AS "t51"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t51"."activity_id"
            AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
          LEFT OUTER JOIN "partner" AS "t12"
            ON "t12"."id" = "t11"."partner_id"
            AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
        ) AS "t62"
        GROUP BY
          1
      ) AS "t68"
      WHERE
        "t68"."activities" >= 2 AND "t68"."partners" >= 2
    )
    THEN 1
    ELSE 0
  END AS "meaningful_workplace_experiences_by_16__having",
  CASE WHEN "t25"."year_group" IN (9) THEN 1 ELSE 0 END AS "provider_access_phase_1__among",
  CASE
    WHEN "t25"."year_group" IN (9)
    AND "t25"."student_id" IN (
      SELECT
        "t91"."student_id"
      FROM (
        SELECT
          "t84"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t84"."activity_id") AS "occasions",
          COUNT(DISTINCT "t84"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t57"."student_id",
              "t57"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t43"."student_id",
                "t43"."activity_id"
              FROM "attended" AS "t43"
              WHERE
                "t43"."now" IN (9)
                AND "t43"."kind" IN ('provider_encounter')
                AND "t43"."qualifying" = 1
                AND (
                  (
                    "t43"."then" = 8
                  )
                  OR (
                    (
                      "t43"."then" = 9
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t43"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t43"."starts_on") <= 2
                      )
                    )
                  )
                )
            ) AS "t57"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t57"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
          ) AS "t69"
          WHERE
            "t69"."approved"
        ) AS "t84"
        GROUP BY
          1
      ) AS "t91"
      WHERE
        "t91"."pairs" < (
          "t91"."occasions" * "t91"."partners"
        )
    )
    THEN 1
    ELSE 0
  END AS "provider_access_phase_1__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_access_phase_2__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t92"."student_id"
      FROM (
        SELECT
          "t85"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t85"."activity_id") AS "occasions",
          COUNT(DISTINCT "t85"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t58"."student_id",
              "t58"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t43"."student_id",
                "t43"."activity_id"
              FROM "attended" AS "t43"
              WHERE
                "t43"."now" IN (11)
                AND "t43"."kind" IN ('provider_encounter')
                AND "t43"."qualifying" = 1
                AND (
                  (
                    "t43"."then" = 10
                  )
                  OR (
                    (
                      "t43"."then" = 11
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t43"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t43"."starts_on") <= 2
                      )
                    )
                  )
                )
            ) AS "t58"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t58"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
          ) AS "t70"
          WHERE
            "t70"."approved"
        ) AS "t85"
        GROUP BY
          1
      ) AS "t92"
      WHERE
        "t92"."pairs" < (
          "t92"."occasions" * "t92"."partners"
        )
    )
    THEN 1
    ELSE 0
  END AS "provider_access_phase_2__having",
  CASE WHEN "t25"."year_group" IN (13) THEN 1 ELSE 0 END AS "provider_access_phase_3__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND "t25"."student_id" IN (
      SELECT
        "t93"."student_id"
      FROM (
        SELECT
          "t86"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t86"."activity_id") AS "occasions",
          COUNT(DISTINCT "t86"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t59"."student_id",
              "t59"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t43"."student_id",
                "t43"."activity_id"
              FROM "attended" AS "t43"
              WHERE
                "t43"."now" IN (13)
                AND "t43"."kind" IN ('provider_encounter')
                AND "t43"."qualifying" = 1
                AND (
                  (
                    "t43"."then" = 12
                  )
                  OR (
                    (
                      "t43"."then" = 13
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t43"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t43"."starts_on") <= 2
                      )
                    )
                  )
                )
            ) AS "t59"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t59"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
          ) AS "t71"
          WHERE
            "t71"."approved"
        ) AS "t86"
        GROUP BY
          1
      ) AS "t93"
      WHERE
        "t93"."pairs" < (
          "t93"."occasions" * "t93"."partners"
        )
    )
    THEN 1
    ELSE 0
  END AS "provider_access_phase_3__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_range_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t83"."student_id"
      FROM (
        SELECT
          "t63"."student_id",
          MAX(
            CASE
              WHEN "t63"."partner_kind" IN ('sixth_form', 'sixth_form_college')
              THEN 1
              ELSE 0
            END
          ) AS "part_0",
          MAX(CASE WHEN "t63"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
          MAX(CASE WHEN "t63"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
          MAX(CASE WHEN "t63"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
        FROM (
          SELECT
            "t52"."student_id",
            "t52"."activity_id",
            "t11"."partner_id",
            "t12"."kind" AS "partner_kind",
            COALESCE("t12"."approved_technical", FALSE) AS "approved"
          FROM (
            SELECT
              "t43"."student_id",
              "t43"."activity_id"
            FROM "attended" AS "t43"
            WHERE
              "t43"."now" IN (11)
              AND "t43"."kind" IN ('provider_encounter', 'higher_education_visit')
              AND "t43"."any" = 1
              AND "t43"."then" BETWEEN 7 AND 11
          ) AS "t52"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t52"."activity_id"
            AND "t11"."school_id" = CAST(%(school_id)s AS BIGINT)
          LEFT OUTER JOIN "partner" AS "t12"
            ON "t12"."id" = "t11"."partner_id"
            AND "t12"."school_id" = CAST(%(school_id)s AS BIGINT)
        ) AS "t63"
        GROUP BY
          1
      ) AS "t83"
      WHERE
        "t83"."part_0" = 1
        AND "t83"."part_1" = 1
        AND "t83"."part_2" = 1
        AND "t83"."part_3" = 1
    )
    THEN 1
    ELSE 0
  END AS "provider_range_by_16__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "recruitment_practice_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_recruitment_practice_any_in_7_11" >= 1
    )
    THEN 1
    ELSE 0
  END AS "recruitment_practice_by_16__having",
  CASE WHEN "t25"."year_group" IN (13) THEN 1 ELSE 0 END AS "recruitment_practice_by_18__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND "t25"."student_id" IN (
      SELECT
        "t67"."student_id"
      FROM (
        SELECT
          "t60"."student_id",
          COUNT(DISTINCT "t60"."code") AS "methods"
        FROM (
          SELECT
            "t49"."student_id",
            "t49"."activity_id",
            "t13"."id",
            "t13"."school_id",
            "t13"."activity_id" AS "activity_id_right",
            "t13"."list",
            "t13"."code"
          FROM (
            SELECT
              "t43"."student_id",
              "t43"."activity_id"
            FROM "attended" AS "t43"
            WHERE
              "t43"."now" IN (13)
              AND "t43"."kind" IN ('recruitment_practice')
              AND "t43"."any" = 1
              AND "t43"."then" BETWEEN 12 AND 13
          ) AS "t49"
          LEFT OUTER JOIN "activity_code" AS "t13"
            ON "t13"."activity_id" = "t49"."activity_id"
            AND "t13"."school_id" = CAST(%(school_id)s AS BIGINT)
            AND "t13"."list" = 'recruitment_method'
        ) AS "t60"
        GROUP BY
          1
      ) AS "t67"
      WHERE
        "t67"."methods" >= 2
    )
    THEN 1
    ELSE 0
  END AS "recruitment_practice_by_18__having",
  CASE
    WHEN "t25"."year_group" IN (13) AND COALESCE("t25"."considering_he", FALSE)
    THEN 1
    ELSE 0
  END AS "two_higher_education_visits_by_18__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND COALESCE("t25"."considering_he", FALSE)
    AND "t25"."student_id" IN (
      SELECT
        "t53"."student_id"
      FROM (
        SELECT
          "t44"."student_id",
          COUNT(DISTINCT "t44"."starts_on") AS "days"
        FROM (
          SELECT
            *
          FROM "attended" AS "t43"
          WHERE
            "t43"."now" IN (13)
            AND "t43"."kind" IN ('higher_education_visit')
            AND "t43"."any" = 1
            AND "t43"."then" BETWEEN 12 AND 13
        ) AS "t44"
        GROUP BY
          1
      ) AS "t53"
      WHERE
        "t53"."days" >= 2
    )
    THEN 1
    ELSE 0
  END AS "two_higher_education_visits_by_18__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_experience_by_16__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_workplace_experience_any_in_7_11" >= 1
    )
    THEN 1
    ELSE 0
  END AS "workplace_experience_by_16__having",
  CASE WHEN "t25"."year_group" IN (13) THEN 1 ELSE 0 END AS "workplace_experience_by_18__among",
  CASE
    WHEN "t25"."year_group" IN (13)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."activities_workplace_experience_any_in_12_13" >= 1
    )
    THEN 1
    ELSE 0
  END AS "workplace_experience_by_18__having",
  CASE WHEN "t25"."year_group" IN (9) THEN 1 ELSE 0 END AS "workplace_week_key_stage_3__among",
  CASE
    WHEN "t25"."year_group" IN (9)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."hours_e4_workplace_experience_any_in_7_9" >= 250000
    )
    THEN 1
    ELSE 0
  END AS "workplace_week_key_stage_3__having",
  CASE WHEN "t25"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_week_key_stage_4__among",
  CASE
    WHEN "t25"."year_group" IN (11)
    AND "t25"."student_id" IN (
      SELECT
        "t66"."student_id"
      FROM "t64" AS "t66"
      WHERE
        "t66"."hours_e4_workplace_experience_any_in_10_11" >= 250000
    )
    THEN 1
    ELSE 0
  END AS "workplace_week_key_stage_4__having"
FROM "t22" AS "t25"
