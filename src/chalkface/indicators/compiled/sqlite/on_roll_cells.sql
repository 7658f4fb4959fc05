-- The cells of on_roll: written by `python -m chalkface.indicators.compile`, never by hand.
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
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'W'
      THEN 'white'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'A'
      THEN 'asian'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'B'
      THEN 'black'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        IIF((
          0 + 1
        ) >= 1, 0 + 1, 0 + 1 + LENGTH("t10"."ethnicity")),
        1
      ) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM (
    SELECT
      *
    FROM "enrolment" AS "t1"
    WHERE
      "t1"."school_id" = CAST(%(school_id)s AS INTEGER)
      AND "t1"."academic_year" = CAST(%(year)s AS INTEGER)
      AND "t1"."year_group" BETWEEN 7 AND 13
  ) AS "t19"
  LEFT OUTER JOIN "student" AS "t10"
    ON "t10"."id" = "t19"."student_id"
    AND "t10"."school_id" = CAST(%(school_id)s AS INTEGER)
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
    COALESCE("t21"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
    AND COALESCE("t21"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
), "t44" AS (
  SELECT
    "t40"."student_id",
    "t40"."now",
    "t40"."activity_id",
    "t40"."starts_on",
    "t40"."kind",
    "t40"."year",
    "t40"."spent_e4",
    "t40"."meaningful",
    "t40"."meaningful_work",
    "t40"."qualifying",
    "t40"."any",
    COALESCE("t9"."year_group", 0) AS "then"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t29"."student_id",
        "t29"."year_group" AS "now",
        "t15"."activity_id",
        "t16"."starts_on",
        COALESCE("t16"."kind", '') AS "kind",
        CAST(STRFTIME('%%Y', "t16"."starts_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t16"."starts_on") AS INTEGER) < 9, 1, 0) AS "year",
        COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
        IIF(
          TRUE
          AND COALESCE("t16"."purpose_shared", FALSE)
          AND COALESCE("t16"."learning_outcomes", FALSE)
          AND COALESCE("t16"."two_way", FALSE)
          AND COALESCE("t16"."reflection", FALSE),
          1,
          0
        ) AS "meaningful",
        IIF(
          TRUE
          AND COALESCE("t16"."purpose_shared", FALSE)
          AND COALESCE("t16"."learning_outcomes", FALSE)
          AND COALESCE("t16"."two_way", FALSE)
          AND COALESCE("t16"."reflection", FALSE)
          AND COALESCE("t16"."met_range_of_people", FALSE)
          AND COALESCE("t16"."employer_set_task", FALSE)
          AND COALESCE("t16"."employer_feedback", FALSE),
          1,
          0
        ) AS "meaningful_work",
        IIF(
          TRUE
          AND COALESCE("t16"."in_school_day", FALSE)
          AND COALESCE("t16"."explained_qualifications", FALSE)
          AND COALESCE("t16"."explained_careers", FALSE)
          AND COALESCE("t16"."explained_learning", FALSE)
          AND COALESCE("t16"."answered_questions", FALSE),
          1,
          0
        ) AS "qualifying",
        IIF(TRUE, 1, 0) AS "any"
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
          COALESCE("t21"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
          AND COALESCE("t21"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
          AND "t21"."year_group" IN (9, 11, 13)
      ) AS "t29"
      LEFT OUTER JOIN "participation" AS "t15"
        ON "t15"."student_id" = "t29"."student_id"
        AND "t15"."school_id" = CAST(%(school_id)s AS INTEGER)
        AND "t15"."attended"
      LEFT OUTER JOIN "activity" AS "t16"
        ON "t16"."id" = "t15"."activity_id"
        AND "t16"."school_id" = CAST(%(school_id)s AS INTEGER)
        AND "t16"."starts_on" <= DATE(%(day)s)
        AND "t16"."kind" IN (
          'higher_education_visit',
          'provider_encounter',
          'recruitment_practice',
          'workplace_experience'
        )
    ) AS "t33"
    WHERE
      "t33"."kind" <> ''
  ) AS "t40"
  LEFT OUTER JOIN "enrolment" AS "t9"
    ON "t9"."student_id" = "t40"."student_id"
    AND "t9"."academic_year" = "t40"."year"
    AND "t9"."school_id" = CAST(%(school_id)s AS INTEGER)
), "t74" AS (
  SELECT
    "t59"."student_id",
    SUM(
      IIF(
        "t59"."year" = CAST(%(year)s AS INTEGER),
        "t59"."activities_employer_encounter_any",
        0
      )
    ) AS "activities_employer_encounter_any_this_year",
    SUM(
      IIF("t59"."then" BETWEEN 7 AND 9, "t59"."activities_labour_market_information_any", 0)
    ) AS "activities_labour_market_information_any_in_7_9",
    SUM(
      IIF(
        CASE
          WHEN "t59"."then" BETWEEN 7 AND 9
          THEN 3
          WHEN "t59"."then" BETWEEN 10 AND 11
          THEN 4
          WHEN "t59"."then" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END = CASE
          WHEN "t59"."now" BETWEEN 7 AND 9
          THEN 3
          WHEN "t59"."now" BETWEEN 10 AND 11
          THEN 4
          WHEN "t59"."now" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END,
        "t59"."activities_labour_market_information_any",
        0
      )
    ) AS "activities_labour_market_information_any_this_key_stage",
    SUM(
      IIF(
        "t59"."year" = CAST(%(year)s AS INTEGER),
        "t59"."activities_employer_encounter_meaningful",
        0
      )
    ) AS "activities_employer_encounter_meaningful_this_year",
    SUM(
      IIF(
        "t59"."then" BETWEEN 12 AND 13,
        "t59"."activities_workplace_experience_meaningful_work",
        0
      )
    ) AS "activities_workplace_experience_meaningful_work_in_12_13",
    SUM(
      IIF("t59"."then" BETWEEN 7 AND 11, "t59"."activities_recruitment_practice_any", 0)
    ) AS "activities_recruitment_practice_any_in_7_11",
    SUM(
      IIF("t59"."then" BETWEEN 7 AND 11, "t59"."activities_workplace_experience_any", 0)
    ) AS "activities_workplace_experience_any_in_7_11",
    SUM(
      IIF("t59"."then" BETWEEN 12 AND 13, "t59"."activities_workplace_experience_any", 0)
    ) AS "activities_workplace_experience_any_in_12_13",
    SUM(IIF("t59"."then" BETWEEN 7 AND 9, "t59"."hours_e4_workplace_experience_any", 0)) AS "hours_e4_workplace_experience_any_in_7_9",
    SUM(
      IIF("t59"."then" BETWEEN 10 AND 11, "t59"."hours_e4_workplace_experience_any", 0)
    ) AS "hours_e4_workplace_experience_any_in_10_11"
  FROM (
    SELECT
      "t47"."student_id",
      "t47"."now",
      "t47"."year",
      "t47"."activities_employer_encounter_any",
      "t47"."activities_labour_market_information_any",
      "t47"."activities_employer_encounter_meaningful",
      "t47"."activities_workplace_experience_meaningful_work",
      "t47"."activities_recruitment_practice_any",
      "t47"."activities_workplace_experience_any",
      "t47"."hours_e4_workplace_experience_any",
      COALESCE("t9"."year_group", 0) AS "then"
    FROM (
      SELECT
        "t41"."student_id",
        "t41"."now",
        "t41"."year",
        SUM("t41"."activities_employer_encounter_any") AS "activities_employer_encounter_any",
        SUM("t41"."activities_labour_market_information_any") AS "activities_labour_market_information_any",
        SUM("t41"."activities_employer_encounter_meaningful") AS "activities_employer_encounter_meaningful",
        SUM("t41"."activities_workplace_experience_meaningful_work") AS "activities_workplace_experience_meaningful_work",
        SUM("t41"."activities_recruitment_practice_any") AS "activities_recruitment_practice_any",
        SUM("t41"."activities_workplace_experience_any") AS "activities_workplace_experience_any",
        SUM("t41"."hours_e4_workplace_experience_any") AS "hours_e4_workplace_experience_any"
      FROM (
        SELECT
          "t34"."student_id",
          "t34"."now",
          "t34"."year",
          IIF("t34"."kind" IN ('employer_encounter') AND (
            "t34"."any" = 1
          ), 1, 0) AS "activities_employer_encounter_any",
          IIF("t34"."kind" IN ('labour_market_information') AND (
            "t34"."any" = 1
          ), 1, 0) AS "activities_labour_market_information_any",
          IIF("t34"."kind" IN ('employer_encounter') AND (
            "t34"."meaningful" = 1
          ), 1, 0) AS "activities_employer_encounter_meaningful",
          IIF("t34"."kind" IN ('workplace_experience') AND (
            "t34"."meaningful_work" = 1
          ), 1, 0) AS "activities_workplace_experience_meaningful_work",
          IIF("t34"."kind" IN ('recruitment_practice') AND (
            "t34"."any" = 1
          ), 1, 0) AS "activities_recruitment_practice_any",
          IIF("t34"."kind" IN ('workplace_experience') AND (
            "t34"."any" = 1
          ), 1, 0) AS "activities_workplace_experience_any",
          IIF(
            "t34"."kind" IN ('workplace_experience') AND (
              "t34"."any" = 1
            ),
            "t34"."spent_e4",
            0
          ) AS "hours_e4_workplace_experience_any"
        FROM (
          SELECT
            "t30"."student_id",
            "t30"."year_group" AS "now",
            "t15"."activity_id",
            "t16"."starts_on",
            COALESCE("t16"."kind", '') AS "kind",
            CAST(STRFTIME('%%Y', "t16"."starts_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t16"."starts_on") AS INTEGER) < 9, 1, 0) AS "year",
            COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
            IIF(TRUE, 1, 0) AS "any",
            IIF(
              TRUE
              AND COALESCE("t16"."purpose_shared", FALSE)
              AND COALESCE("t16"."learning_outcomes", FALSE)
              AND COALESCE("t16"."two_way", FALSE)
              AND COALESCE("t16"."reflection", FALSE),
              1,
              0
            ) AS "meaningful",
            IIF(
              TRUE
              AND COALESCE("t16"."purpose_shared", FALSE)
              AND COALESCE("t16"."learning_outcomes", FALSE)
              AND COALESCE("t16"."two_way", FALSE)
              AND COALESCE("t16"."reflection", FALSE)
              AND COALESCE("t16"."met_range_of_people", FALSE)
              AND COALESCE("t16"."employer_set_task", FALSE)
              AND COALESCE("t16"."employer_feedback", FALSE),
              1,
              0
            ) AS "meaningful_work"
          FROM "t22" AS "t30"
          LEFT OUTER JOIN "participation" AS "t15"
            ON "t15"."student_id" = "t30"."student_id"
            AND "t15"."school_id" = CAST(%(school_id)s AS INTEGER)
            AND "t15"."attended"
          LEFT OUTER JOIN "activity" AS "t16"
            ON "t16"."id" = "t15"."activity_id"
            AND "t16"."school_id" = CAST(%(school_id)s AS INTEGER)
            AND "t16"."starts_on" <= DATE(%(day)s)
            AND "t16"."kind" IN (
              'employer_encounter',
              'labour_market_information',
              'recruitment_practice',
              'workplace_experience'
            )
        ) AS "t34"
        WHERE
          "t34"."kind" <> ''
      ) AS "t41"
      GROUP BY
        1,
        2,
        3
    ) AS "t47"
    LEFT OUTER JOIN "enrolment" AS "t9"
      ON "t9"."student_id" = "t47"."student_id"
      AND "t9"."academic_year" = "t47"."year"
      AND "t9"."school_id" = CAST(%(school_id)s AS INTEGER)
  ) AS "t59"
  GROUP BY
    1
)
SELECT
  "t104"."year_group",
  "t104"."sex",
  "t104"."pupil_premium",
  "t104"."sen",
  "t104"."looked_after",
  "t104"."eal",
  "t104"."ethnicity_group",
  SUM("t104"."aspiration_recorded_this_year__among") AS "aspiration_recorded_this_year__denominator",
  SUM("t104"."aspiration_recorded_this_year__having") AS "aspiration_recorded_this_year__numerator",
  SUM("t104"."employer_encounter_this_year__among") AS "employer_encounter_this_year__denominator",
  SUM("t104"."employer_encounter_this_year__having") AS "employer_encounter_this_year__numerator",
  SUM("t104"."full_range_of_providers_by_16__among") AS "full_range_of_providers_by_16__denominator",
  SUM("t104"."full_range_of_providers_by_16__having") AS "full_range_of_providers_by_16__numerator",
  SUM("t104"."guidance_by_16__among") AS "guidance_by_16__denominator",
  SUM("t104"."guidance_by_16__having") AS "guidance_by_16__numerator",
  SUM("t104"."guidance_by_18__among") AS "guidance_by_18__denominator",
  SUM("t104"."guidance_by_18__having") AS "guidance_by_18__numerator",
  SUM("t104"."labour_market_information_by_14__among") AS "labour_market_information_by_14__denominator",
  SUM("t104"."labour_market_information_by_14__having") AS "labour_market_information_by_14__numerator",
  SUM("t104"."labour_market_information_this_key_stage__among") AS "labour_market_information_this_key_stage__denominator",
  SUM("t104"."labour_market_information_this_key_stage__having") AS "labour_market_information_this_key_stage__numerator",
  SUM("t104"."meaningful_employer_encounter_this_year__among") AS "meaningful_employer_encounter_this_year__denominator",
  SUM("t104"."meaningful_employer_encounter_this_year__having") AS "meaningful_employer_encounter_this_year__numerator",
  SUM("t104"."meaningful_workplace_experience_by_18__among") AS "meaningful_workplace_experience_by_18__denominator",
  SUM("t104"."meaningful_workplace_experience_by_18__having") AS "meaningful_workplace_experience_by_18__numerator",
  SUM("t104"."meaningful_workplace_experiences_by_16__among") AS "meaningful_workplace_experiences_by_16__denominator",
  SUM("t104"."meaningful_workplace_experiences_by_16__having") AS "meaningful_workplace_experiences_by_16__numerator",
  SUM("t104"."provider_access_phase_1__among") AS "provider_access_phase_1__denominator",
  SUM("t104"."provider_access_phase_1__having") AS "provider_access_phase_1__numerator",
  SUM("t104"."provider_access_phase_2__among") AS "provider_access_phase_2__denominator",
  SUM("t104"."provider_access_phase_2__having") AS "provider_access_phase_2__numerator",
  SUM("t104"."provider_access_phase_3__among") AS "provider_access_phase_3__denominator",
  SUM("t104"."provider_access_phase_3__having") AS "provider_access_phase_3__numerator",
  SUM("t104"."provider_range_by_16__among") AS "provider_range_by_16__denominator",
  SUM("t104"."provider_range_by_16__having") AS "provider_range_by_16__numerator",
  SUM("t104"."recruitment_practice_by_16__among") AS "recruitment_practice_by_16__denominator",
  SUM("t104"."recruitment_practice_by_16__having") AS "recruitment_practice_by_16__numerator",
  SUM("t104"."recruitment_practice_by_18__among") AS "recruitment_practice_by_18__denominator",
  SUM("t104"."recruitment_practice_by_18__having") AS "recruitment_practice_by_18__numerator",
  SUM("t104"."two_higher_education_visits_by_18__among") AS "two_higher_education_visits_by_18__denominator",
  SUM("t104"."two_higher_education_visits_by_18__having") AS "two_higher_education_visits_by_18__numerator",
  SUM("t104"."workplace_experience_by_16__among") AS "workplace_experience_by_16__denominator",
  SUM("t104"."workplace_experience_by_16__having") AS "workplace_experience_by_16__numerator",
  SUM("t104"."workplace_experience_by_18__among") AS "workplace_experience_by_18__denominator",
  SUM("t104"."workplace_experience_by_18__having") AS "workplace_experience_by_18__numerator",
  SUM("t104"."workplace_week_key_stage_3__among") AS "workplace_week_key_stage_3__denominator",
  SUM("t104"."workplace_week_key_stage_3__having") AS "workplace_week_key_stage_3__numerator",
  SUM("t104"."workplace_week_key_stage_4__among") AS "workplace_week_key_stage_4__denominator",
  SUM("t104"."workplace_week_key_stage_4__having") AS "workplace_week_key_stage_4__numerator"
FROM (
  SELECT
    "t26"."student_id",
    "t26"."year_group",
    "t26"."sex",
    "t26"."pupil_premium",
    "t26"."sen",
    "t26"."looked_after",
    "t26"."eal",
    "t26"."ethnicity_group",
    IIF("t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13), 1, 0) AS "aspiration_recorded_this_year__among",
    IIF(
      "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t0"."student_id"
        FROM "intention" AS "t0"
        WHERE
          "t0"."school_id" = CAST(%(school_id)s AS INTEGER)
          AND "t0"."recorded_on" BETWEEN DATE(%(first_day)s) AND DATE(%(day)s)
      ),
      1,
      0
    ) AS "aspiration_recorded_this_year__having",
    IIF("t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13), 1, 0) AS "employer_encounter_this_year__among",
    IIF(
      "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_employer_encounter_any_this_year" >= 1
      ),
      1,
      0
    ) AS "employer_encounter_this_year__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "full_range_of_providers_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t79"."student_id"
        FROM (
          SELECT
            "t68"."student_id",
            MAX(IIF("t68"."partner_kind" IN ('sixth_form', 'sixth_form_college'), 1, 0)) AS "part_0",
            MAX(IIF("t68"."partner_kind" IN ('further_education'), 1, 0)) AS "part_1",
            MAX(IIF("t68"."partner_kind" IN ('university'), 1, 0)) AS "part_2",
            MAX(IIF("t68"."partner_kind" IN ('training_provider'), 1, 0)) AS "part_3"
          FROM (
            SELECT
              "t56"."student_id",
              "t56"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t46"."student_id",
                "t46"."activity_id"
              FROM "t44" AS "t46"
              WHERE
                "t46"."now" IN (11)
                AND "t46"."kind" IN ('provider_encounter', 'higher_education_visit')
                AND "t46"."meaningful" = 1
                AND "t46"."then" BETWEEN 7 AND 11
            ) AS "t56"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t56"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
          ) AS "t68"
          GROUP BY
            1
        ) AS "t79"
        WHERE
          "t79"."part_0" = 1
          AND "t79"."part_1" = 1
          AND "t79"."part_2" = 1
          AND "t79"."part_3" = 1
      ),
      1,
      0
    ) AS "full_range_of_providers_by_16__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "guidance_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t42"."student_id"
        FROM (
          SELECT
            "t38"."student_id",
            "t38"."year",
            COALESCE("t9"."year_group", 0) AS "then"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t27"."student_id",
                COALESCE(
                  CAST(STRFTIME('%%Y', "t14"."met_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t14"."met_on") AS INTEGER) < 9, 1, 0),
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
                  COALESCE("t21"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
                  AND COALESCE("t21"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
                  AND "t21"."year_group" IN (11)
              ) AS "t27"
              LEFT OUTER JOIN "guidance_meeting" AS "t14"
                ON "t14"."student_id" = "t27"."student_id"
                AND "t14"."school_id" = CAST(%(school_id)s AS INTEGER)
                AND "t14"."met_on" <= DATE(%(day)s)
                AND "t14"."adviser_level" >= 6
                AND COALESCE("t14"."attended", TRUE)
            ) AS "t31"
            WHERE
              "t31"."year" <> 0
          ) AS "t38"
          LEFT OUTER JOIN "enrolment" AS "t9"
            ON "t9"."student_id" = "t38"."student_id"
            AND "t9"."academic_year" = "t38"."year"
            AND "t9"."school_id" = CAST(%(school_id)s AS INTEGER)
        ) AS "t42"
        WHERE
          "t42"."then" BETWEEN 7 AND 11
      ),
      1,
      0
    ) AS "guidance_by_16__having",
    IIF("t26"."year_group" IN (13), 1, 0) AS "guidance_by_18__among",
    IIF(
      "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t43"."student_id"
        FROM (
          SELECT
            "t39"."student_id",
            "t39"."year",
            COALESCE("t9"."year_group", 0) AS "then"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t28"."student_id",
                COALESCE(
                  CAST(STRFTIME('%%Y', "t14"."met_on") AS INTEGER) - IIF(CAST(STRFTIME('%%m', "t14"."met_on") AS INTEGER) < 9, 1, 0),
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
                  COALESCE("t21"."joined_on", DATE(%(day)s)) <= DATE(%(day)s)
                  AND COALESCE("t21"."left_on", DATE(%(day)s)) >= DATE(%(day)s)
                  AND "t21"."year_group" IN (13)
              ) AS "t28"
              LEFT OUTER JOIN "guidance_meeting" AS "t14"
                ON "t14"."student_id" = "t28"."student_id"
                AND "t14"."school_id" = CAST(%(school_id)s AS INTEGER)
                AND "t14"."met_on" <= DATE(%(day)s)
                AND "t14"."adviser_level" >= 6
                AND COALESCE("t14"."attended", TRUE)
            ) AS "t32"
            WHERE
              "t32"."year" <> 0
          ) AS "t39"
          LEFT OUTER JOIN "enrolment" AS "t9"
            ON "t9"."student_id" = "t39"."student_id"
            AND "t9"."academic_year" = "t39"."year"
            AND "t9"."school_id" = CAST(%(school_id)s AS INTEGER)
        ) AS "t43"
        WHERE
          "t43"."then" BETWEEN 12 AND 13
      ),
      1,
      0
    ) AS "guidance_by_18__having",
    IIF("t26"."year_group" IN (9), 1, 0) AS "labour_market_information_by_14__among",
    IIF(
      "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_labour_market_information_any_in_7_9" >= 1
      ),
      1,
      0
    ) AS "labour_market_information_by_14__having",
    IIF("t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13), 1, 0) AS "labour_market_information_this_key_stage__among",
    IIF(
      "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_labour_market_information_any_this_key_stage" >= 1
      ),
      1,
      0
    ) AS "labour_market_information_this_key_stage__having",
    IIF("t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13), 1, 0) AS "meaningful_employer_encounter_this_year__among",
    IIF(
      "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_employer_encounter_meaningful_this_year" >= 1
      ),
      1,
      0
    ) AS "meaningful_employer_encounter_this_year__having",
    IIF("t26"."year_group" IN (13), 1, 0) AS "meaningful_workplace_experience_by_18__among",
    IIF(
      "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_workplace_experience_meaningful_work_in_12_13" >= 1
      ),
      1,
      0
    ) AS "meaningful_workplace_experience_by_18__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "meaningful_workplace_experiences_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t73"."student_id"
        FROM (
          SELECT
            "t69"."student_id",
            COUNT(DISTINCT "t69"."activity_id") AS "activities",
            COUNT(DISTINCT "t69"."partner_id") AS "partners"
          FROM (
            SELECT
              "t57"."student_id",
              "t57"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t46"."student_id",
                "t46"."activity_id"
              FROM "t44" AS "t46"
              WHERE
                "t46"."now" IN (11)
                AND "t46"."kind" IN ('workplace_experience')
                AND "t46"."meaningful_work" = 1
                AND "t46"."then" BETWEEN 7 AND 11
            ) AS "t57"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t57"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
          ) AS "t69"
          GROUP BY
            1
        ) AS "t73"
        WHERE
          "t73"."activities" >= 2 AND "t73"."partners" >= 2
      ),
      1,
      0
    ) AS "meaningful_workplace_experiences_by_16__having",
    IIF("t26"."year_group" IN (9), 1, 0) AS "provider_access_phase_1__among",
    IIF(
      "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t98"."student_id"
        FROM (
          SELECT
            "t81"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t81"."activity_id") AS "occasions",
            COUNT(DISTINCT "t81"."partner_id") AS "partners"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t64"."student_id",
                "t64"."activity_id",
                "t11"."partner_id",
                "t12"."kind" AS "partner_kind",
                COALESCE("t12"."approved_technical", FALSE) AS "approved"
              FROM (
                SELECT
                  "t46"."student_id",
                  "t46"."activity_id"
                FROM "t44" AS "t46"
                WHERE
                  "t46"."now" IN (9)
                  AND "t46"."kind" IN ('provider_encounter')
                  AND "t46"."qualifying" = 1
                  AND (
                    (
                      "t46"."then" = 8
                    )
                    OR (
                      (
                        "t46"."then" = 9
                      )
                      AND (
                        (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) >= 9
                        )
                        OR (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) <= 2
                        )
                      )
                    )
                  )
              ) AS "t64"
              LEFT OUTER JOIN "activity_partner" AS "t11"
                ON "t11"."activity_id" = "t64"."activity_id"
                AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
              LEFT OUTER JOIN "partner" AS "t12"
                ON "t12"."id" = "t11"."partner_id"
                AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
            ) AS "t75"
            WHERE
              "t75"."approved"
          ) AS "t81"
          GROUP BY
            1
        ) AS "t98"
        WHERE
          "t98"."pairs" < (
            "t98"."occasions" * "t98"."partners"
          )
      ),
      1,
      0
    ) AS "provider_access_phase_1__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "provider_access_phase_2__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t99"."student_id"
        FROM (
          SELECT
            "t82"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t82"."activity_id") AS "occasions",
            COUNT(DISTINCT "t82"."partner_id") AS "partners"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t65"."student_id",
                "t65"."activity_id",
                "t11"."partner_id",
                "t12"."kind" AS "partner_kind",
                COALESCE("t12"."approved_technical", FALSE) AS "approved"
              FROM (
                SELECT
                  "t46"."student_id",
                  "t46"."activity_id"
                FROM "t44" AS "t46"
                WHERE
                  "t46"."now" IN (11)
                  AND "t46"."kind" IN ('provider_encounter')
                  AND "t46"."qualifying" = 1
                  AND (
                    (
                      "t46"."then" = 10
                    )
                    OR (
                      (
                        "t46"."then" = 11
                      )
                      AND (
                        (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) >= 9
                        )
                        OR (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) <= 2
                        )
                      )
                    )
                  )
              ) AS "t65"
              LEFT OUTER JOIN "activity_partner" AS "t11"
                ON "t11"."activity_id" = "t65"."activity_id"
                AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
              LEFT OUTER JOIN "partner" AS "t12"
                ON "t12"."id" = "t11"."partner_id"
                AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
            ) AS "t76"
            WHERE
              "t76"."approved"
          ) AS "t82"
          GROUP BY
            1
        ) AS "t99"
        WHERE
          "t99"."pairs" < (
            "t99"."occasions" * "t99"."partners"
          )
      ),
      1,
      0
    ) AS "provider_access_phase_2__having",
    IIF("t26"."year_group" IN (13), 1, 0) AS "provider_access_phase_3__among",
    IIF(
      "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t100"."student_id"
        FROM (
          SELECT
            "t83"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t83"."activity_id") AS "occasions",
            COUNT(DISTINCT "t83"."partner_id") AS "partners"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t66"."student_id",
                "t66"."activity_id",
                "t11"."partner_id",
                "t12"."kind" AS "partner_kind",
                COALESCE("t12"."approved_technical", FALSE) AS "approved"
              FROM (
                SELECT
                  "t46"."student_id",
                  "t46"."activity_id"
                FROM "t44" AS "t46"
                WHERE
                  "t46"."now" IN (13)
                  AND "t46"."kind" IN ('provider_encounter')
                  AND "t46"."qualifying" = 1
                  AND (
                    (
                      "t46"."then" = 12
                    )
                    OR (
                      (
                        "t46"."then" = 13
                      )
                      AND (
                        (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) >= 9
                        )
                        OR (
                          CAST(STRFTIME('%%m', "t46"."starts_on") AS INTEGER) <= 2
                        )
                      )
                    )
                  )
              ) AS "t66"
              LEFT OUTER JOIN "activity_partner" AS "t11"
                ON "t11"."activity_id" = "t66"."activity_id"
                AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
              LEFT OUTER JOIN "partner" AS "t12"
                ON "t12"."id" = "t11"."partner_id"
                AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
            ) AS "t77"
            WHERE
              "t77"."approved"
          ) AS "t83"
          GROUP BY
            1
        ) AS "t100"
        WHERE
          "t100"."pairs" < (
            "t100"."occasions" * "t100"."partners"
          )
      ),
      1,
      0
    ) AS "provider_access_phase_3__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "provider_range_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t80"."student_id"
        FROM (
          SELECT
            "t70"."student_id",
            MAX(IIF("t70"."partner_kind" IN ('sixth_form', 'sixth_form_college'), 1, 0)) AS "part_0",
            MAX(IIF("t70"."partner_kind" IN ('further_education'), 1, 0)) AS "part_1",
            MAX(IIF("t70"."partner_kind" IN ('university'), 1, 0)) AS "part_2",
            MAX(IIF("t70"."partner_kind" IN ('training_provider'), 1, 0)) AS "part_3"
          FROM (
            SELECT
              "t58"."student_id",
              "t58"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t46"."student_id",
                "t46"."activity_id"
              FROM "t44" AS "t46"
              WHERE
                "t46"."now" IN (11)
                AND "t46"."kind" IN ('provider_encounter', 'higher_education_visit')
                AND "t46"."any" = 1
                AND "t46"."then" BETWEEN 7 AND 11
            ) AS "t58"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t58"."activity_id"
              AND "t11"."school_id" = CAST(%(school_id)s AS INTEGER)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST(%(school_id)s AS INTEGER)
          ) AS "t70"
          GROUP BY
            1
        ) AS "t80"
        WHERE
          "t80"."part_0" = 1
          AND "t80"."part_1" = 1
          AND "t80"."part_2" = 1
          AND "t80"."part_3" = 1
      ),
      1,
      0
    ) AS "provider_range_by_16__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "recruitment_practice_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_recruitment_practice_any_in_7_11" >= 1
      ),
      1,
      0
    ) AS "recruitment_practice_by_16__having",
    IIF("t26"."year_group" IN (13), 1, 0) AS "recruitment_practice_by_18__among",
    IIF(
      "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t72"."student_id"
        FROM (
          SELECT
            "t67"."student_id",
            COUNT(DISTINCT "t67"."code") AS "methods"
          FROM (
            SELECT
              "t55"."student_id",
              "t55"."activity_id",
              "t13"."id",
              "t13"."school_id",
              "t13"."activity_id" AS "activity_id_right",
              "t13"."list",
              "t13"."code"
            FROM (
              SELECT
                "t46"."student_id",
                "t46"."activity_id"
              FROM "t44" AS "t46"
              WHERE
                "t46"."now" IN (13)
                AND "t46"."kind" IN ('recruitment_practice')
                AND "t46"."any" = 1
                AND "t46"."then" BETWEEN 12 AND 13
            ) AS "t55"
            LEFT OUTER JOIN "activity_code" AS "t13"
              ON "t13"."activity_id" = "t55"."activity_id"
              AND "t13"."school_id" = CAST(%(school_id)s AS INTEGER)
              AND "t13"."list" = 'recruitment_method'
          ) AS "t67"
          GROUP BY
            1
        ) AS "t72"
        WHERE
          "t72"."methods" >= 2
      ),
      1,
      0
    ) AS "recruitment_practice_by_18__having",
    IIF("t26"."year_group" IN (13) AND COALESCE("t26"."considering_he", FALSE), 1, 0) AS "two_higher_education_visits_by_18__among",
    IIF(
      "t26"."year_group" IN (13)
      AND COALESCE("t26"."considering_he", FALSE)
      AND "t26"."student_id" IN (
        SELECT
          "t60"."student_id"
        FROM (
          SELECT
            "t50"."student_id",
            COUNT(DISTINCT "t50"."starts_on") AS "days"
          FROM (
            SELECT
              *
            FROM "t44" AS "t46"
            WHERE
              "t46"."now" IN (13)
              AND "t46"."kind" IN ('higher_education_visit')
              AND "t46"."any" = 1
              AND "t46"."then" BETWEEN 12 AND 13
          ) AS "t50"
          GROUP BY
            1
        ) AS "t60"
        WHERE
          "t60"."days" >= 2
      ),
      1,
      0
    ) AS "two_higher_education_visits_by_18__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "workplace_experience_by_16__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_workplace_experience_any_in_7_11" >= 1
      ),
      1,
      0
    ) AS "workplace_experience_by_16__having",
    IIF("t26"."year_group" IN (13), 1, 0) AS "workplace_experience_by_18__among",
    IIF(
      "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."activities_workplace_experience_any_in_12_13" >= 1
      ),
      1,
      0
    ) AS "workplace_experience_by_18__having",
    IIF("t26"."year_group" IN (9), 1, 0) AS "workplace_week_key_stage_3__among",
    IIF(
      "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."hours_e4_workplace_experience_any_in_7_9" >= 250000
      ),
      1,
      0
    ) AS "workplace_week_key_stage_3__having",
    IIF("t26"."year_group" IN (11), 1, 0) AS "workplace_week_key_stage_4__among",
    IIF(
      "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t78"."student_id"
        FROM "t74" AS "t78"
        WHERE
          "t78"."hours_e4_workplace_experience_any_in_10_11" >= 250000
      ),
      1,
      0
    ) AS "workplace_week_key_stage_4__having"
  FROM "t22" AS "t26"
) AS "t104"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7
