-- The cells of on_roll: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/on_roll.py, by Ibis 12.0.0.
WITH "t19" AS (
  SELECT
    "t9"."id",
    "t9"."school_id",
    "t9"."student_id",
    "t9"."academic_year",
    "t9"."year_group",
    "t11"."id" AS "id_right",
    "t11"."school_id" AS "school_id_right",
    "t11"."sex",
    "t11"."ethnicity",
    "t11"."sen_provision",
    "t11"."pupil_premium",
    "t11"."eal",
    "t11"."looked_after",
    "t11"."considering_he",
    "t11"."joined_on",
    "t11"."left_on"
  FROM "enrolment" AS "t9"
  INNER JOIN "student" AS "t11"
    ON "t11"."id" = "t9"."student_id"
), "t21" AS (
  SELECT
    "t20"."student_id",
    "t20"."year_group",
    "t20"."considering_he",
    CASE
      WHEN "t20"."sex" = 'F'
      THEN 'F'
      WHEN "t20"."sex" = 'M'
      THEN 'M'
      ELSE 'unknown'
    END AS "sex",
    CASE
      WHEN "t20"."pupil_premium"
      THEN 'yes'
      WHEN NOT (
        "t20"."pupil_premium"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "pupil_premium",
    CASE
      WHEN "t20"."sen_provision" = 'N'
      THEN 'no'
      WHEN "t20"."sen_provision" = 'K'
      THEN 'yes'
      WHEN "t20"."sen_provision" = 'E'
      THEN 'yes'
      ELSE 'unknown'
    END AS "sen",
    CASE
      WHEN "t20"."looked_after"
      THEN 'yes'
      WHEN NOT (
        "t20"."looked_after"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "looked_after",
    CASE
      WHEN "t20"."eal"
      THEN 'yes'
      WHEN NOT (
        "t20"."eal"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "eal",
    CASE
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'W'
      THEN 'white'
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'A'
      THEN 'asian'
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'B'
      THEN 'black'
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING(
        "t20"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
        1
      ) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group"
  FROM "t19" AS "t20"
  WHERE
    "t20"."school_id" = CAST($school_id AS BIGINT)
    AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
    AND "t20"."academic_year" = CAST($year AS BIGINT)
    AND "t20"."year_group" BETWEEN 7 AND 13
    AND (
      (
        "t20"."joined_on" IS NULL
      )
      OR (
        "t20"."joined_on" <= CAST($day AS DATE)
      )
    )
    AND (
      (
        "t20"."left_on" IS NULL
      ) OR (
        "t20"."left_on" >= CAST($day AS DATE)
      )
    )
), "t33" AS (
  SELECT
    "t27"."student_id",
    "t27"."year_group",
    "t27"."considering_he",
    "t27"."sex",
    "t27"."pupil_premium",
    "t27"."sen",
    "t27"."looked_after",
    "t27"."eal",
    "t27"."ethnicity_group",
    "t16"."id",
    "t16"."school_id",
    "t16"."activity_id",
    "t16"."attended",
    "t16"."hours_e4",
    "t17"."id" AS "id_right",
    "t17"."school_id" AS "school_id_right",
    "t17"."kind",
    "t17"."starts_on",
    "t17"."subject",
    "t17"."in_school_day",
    "t17"."hours_e4" AS "hours_e4_right",
    "t17"."purpose_shared",
    "t17"."learning_outcomes",
    "t17"."two_way",
    "t17"."reflection",
    "t17"."met_range_of_people",
    "t17"."employer_set_task",
    "t17"."employer_feedback",
    "t17"."explained_qualifications",
    "t17"."explained_careers",
    "t17"."explained_learning",
    "t17"."answered_questions"
  FROM (
    SELECT
      "t20"."student_id",
      "t20"."year_group",
      "t20"."considering_he",
      CASE
        WHEN "t20"."sex" = 'F'
        THEN 'F'
        WHEN "t20"."sex" = 'M'
        THEN 'M'
        ELSE 'unknown'
      END AS "sex",
      CASE
        WHEN "t20"."pupil_premium"
        THEN 'yes'
        WHEN NOT (
          "t20"."pupil_premium"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "pupil_premium",
      CASE
        WHEN "t20"."sen_provision" = 'N'
        THEN 'no'
        WHEN "t20"."sen_provision" = 'K'
        THEN 'yes'
        WHEN "t20"."sen_provision" = 'E'
        THEN 'yes'
        ELSE 'unknown'
      END AS "sen",
      CASE
        WHEN "t20"."looked_after"
        THEN 'yes'
        WHEN NOT (
          "t20"."looked_after"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "looked_after",
      CASE
        WHEN "t20"."eal"
        THEN 'yes'
        WHEN NOT (
          "t20"."eal"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "eal",
      CASE
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'W'
        THEN 'white'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'M'
        THEN 'mixed'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'A'
        THEN 'asian'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'B'
        THEN 'black'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'C'
        THEN 'chinese'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'O'
        THEN 'other'
        ELSE 'unknown'
      END AS "ethnicity_group"
    FROM "t19" AS "t20"
    WHERE
      "t20"."school_id" = CAST($school_id AS BIGINT)
      AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
      AND "t20"."academic_year" = CAST($year AS BIGINT)
      AND "t20"."year_group" BETWEEN 7 AND 13
      AND (
        (
          "t20"."joined_on" IS NULL
        )
        OR (
          "t20"."joined_on" <= CAST($day AS DATE)
        )
      )
      AND (
        (
          "t20"."left_on" IS NULL
        ) OR (
          "t20"."left_on" >= CAST($day AS DATE)
        )
      )
      AND "t20"."year_group" IN (11)
  ) AS "t27"
  INNER JOIN "participation" AS "t16"
    ON "t16"."student_id" = "t27"."student_id"
  INNER JOIN "activity" AS "t17"
    ON "t17"."id" = "t16"."activity_id"
), "t35" AS (
  SELECT
    "t28"."student_id",
    "t28"."year_group",
    "t28"."considering_he",
    "t28"."sex",
    "t28"."pupil_premium",
    "t28"."sen",
    "t28"."looked_after",
    "t28"."eal",
    "t28"."ethnicity_group",
    "t16"."id",
    "t16"."school_id",
    "t16"."activity_id",
    "t16"."attended",
    "t16"."hours_e4",
    "t17"."id" AS "id_right",
    "t17"."school_id" AS "school_id_right",
    "t17"."kind",
    "t17"."starts_on",
    "t17"."subject",
    "t17"."in_school_day",
    "t17"."hours_e4" AS "hours_e4_right",
    "t17"."purpose_shared",
    "t17"."learning_outcomes",
    "t17"."two_way",
    "t17"."reflection",
    "t17"."met_range_of_people",
    "t17"."employer_set_task",
    "t17"."employer_feedback",
    "t17"."explained_qualifications",
    "t17"."explained_careers",
    "t17"."explained_learning",
    "t17"."answered_questions"
  FROM (
    SELECT
      "t20"."student_id",
      "t20"."year_group",
      "t20"."considering_he",
      CASE
        WHEN "t20"."sex" = 'F'
        THEN 'F'
        WHEN "t20"."sex" = 'M'
        THEN 'M'
        ELSE 'unknown'
      END AS "sex",
      CASE
        WHEN "t20"."pupil_premium"
        THEN 'yes'
        WHEN NOT (
          "t20"."pupil_premium"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "pupil_premium",
      CASE
        WHEN "t20"."sen_provision" = 'N'
        THEN 'no'
        WHEN "t20"."sen_provision" = 'K'
        THEN 'yes'
        WHEN "t20"."sen_provision" = 'E'
        THEN 'yes'
        ELSE 'unknown'
      END AS "sen",
      CASE
        WHEN "t20"."looked_after"
        THEN 'yes'
        WHEN NOT (
          "t20"."looked_after"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "looked_after",
      CASE
        WHEN "t20"."eal"
        THEN 'yes'
        WHEN NOT (
          "t20"."eal"
        )
        THEN 'no'
        ELSE 'unknown'
      END AS "eal",
      CASE
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'W'
        THEN 'white'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'M'
        THEN 'mixed'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'A'
        THEN 'asian'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'B'
        THEN 'black'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'C'
        THEN 'chinese'
        WHEN SUBSTRING(
          "t20"."ethnicity",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
          1
        ) = 'O'
        THEN 'other'
        ELSE 'unknown'
      END AS "ethnicity_group"
    FROM "t19" AS "t20"
    WHERE
      "t20"."school_id" = CAST($school_id AS BIGINT)
      AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
      AND "t20"."academic_year" = CAST($year AS BIGINT)
      AND "t20"."year_group" BETWEEN 7 AND 13
      AND (
        (
          "t20"."joined_on" IS NULL
        )
        OR (
          "t20"."joined_on" <= CAST($day AS DATE)
        )
      )
      AND (
        (
          "t20"."left_on" IS NULL
        ) OR (
          "t20"."left_on" >= CAST($day AS DATE)
        )
      )
      AND "t20"."year_group" IN (13)
  ) AS "t28"
  INNER JOIN "participation" AS "t16"
    ON "t16"."student_id" = "t28"."student_id"
  INNER JOIN "activity" AS "t17"
    ON "t17"."id" = "t16"."activity_id"
), "t110" AS (
  SELECT
    "t97"."student_id",
    SUM(
      CASE
        WHEN "t97"."year" = CAST($year AS BIGINT)
        THEN "t97"."activities employer_encounter"
        ELSE 0
      END
    ) AS "activities_employer_encounter_this_year",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 7 AND 9
        THEN "t97"."activities labour_market_information"
        ELSE 0
      END
    ) AS "activities_labour_market_information_years_7_to_9",
    SUM(
      CASE
        WHEN CASE
          WHEN "t97"."then" BETWEEN 7 AND 9
          THEN 3
          WHEN "t97"."then" BETWEEN 10 AND 11
          THEN 4
          WHEN "t97"."then" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END = CASE
          WHEN "t97"."now" BETWEEN 7 AND 9
          THEN 3
          WHEN "t97"."now" BETWEEN 10 AND 11
          THEN 4
          WHEN "t97"."now" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END
        THEN "t97"."activities labour_market_information"
        ELSE 0
      END
    ) AS "activities_labour_market_information_this_key_stage",
    SUM(
      CASE
        WHEN "t97"."year" = CAST($year AS BIGINT)
        THEN "t97"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection"
        ELSE 0
      END
    ) AS "activities_employer_encounter_with_purpose_shared_learning_outcomes_two_way_reflection_this_year",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 12 AND 13
        THEN "t97"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback"
        ELSE 0
      END
    ) AS "activities_workplace_experience_with_purpose_shared_learning_outcomes_two_way_reflection_met_range_of_people_employer_set_task_employer_feedback_years_12_to_13",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 7 AND 11
        THEN "t97"."activities recruitment_practice"
        ELSE 0
      END
    ) AS "activities_recruitment_practice_years_7_to_11",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 7 AND 11
        THEN "t97"."activities workplace_experience"
        ELSE 0
      END
    ) AS "activities_workplace_experience_years_7_to_11",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 12 AND 13
        THEN "t97"."activities workplace_experience"
        ELSE 0
      END
    ) AS "activities_workplace_experience_years_12_to_13",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 7 AND 9
        THEN "t97"."hours_e4 workplace_experience"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_years_7_to_9",
    SUM(
      CASE
        WHEN "t97"."then" BETWEEN 10 AND 11
        THEN "t97"."hours_e4 workplace_experience"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_years_10_to_11"
  FROM (
    SELECT
      "t84"."student_id",
      "t84"."now",
      "t84"."year",
      "t84"."activities employer_encounter",
      "t84"."activities labour_market_information",
      "t84"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
      "t84"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
      "t84"."activities recruitment_practice",
      "t84"."activities workplace_experience",
      "t84"."hours_e4 workplace_experience",
      COALESCE("t10"."year_group", 0) AS "then"
    FROM (
      SELECT
        "t71"."student_id",
        "t71"."now",
        "t71"."year",
        SUM("t71"."activities employer_encounter") AS "activities employer_encounter",
        SUM("t71"."activities labour_market_information") AS "activities labour_market_information",
        SUM(
          "t71"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection"
        ) AS "activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
        SUM(
          "t71"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback"
        ) AS "activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
        SUM("t71"."activities recruitment_practice") AS "activities recruitment_practice",
        SUM("t71"."activities workplace_experience") AS "activities workplace_experience",
        SUM("t71"."hours_e4 workplace_experience") AS "hours_e4 workplace_experience"
      FROM (
        SELECT
          "t38"."student_id",
          "t38"."year_group" AS "now",
          EXTRACT(year FROM "t38"."starts_on") - CASE WHEN EXTRACT(month FROM "t38"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
          CASE WHEN "t38"."kind" IN ('employer_encounter') AND TRUE THEN 1 ELSE 0 END AS "activities employer_encounter",
          CASE WHEN "t38"."kind" IN ('labour_market_information') AND TRUE THEN 1 ELSE 0 END AS "activities labour_market_information",
          CASE
            WHEN "t38"."kind" IN ('employer_encounter')
            AND (
              TRUE
              AND COALESCE("t38"."purpose_shared", FALSE)
              AND COALESCE("t38"."learning_outcomes", FALSE)
              AND COALESCE("t38"."two_way", FALSE)
              AND COALESCE("t38"."reflection", FALSE)
            )
            THEN 1
            ELSE 0
          END AS "activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
          CASE
            WHEN "t38"."kind" IN ('workplace_experience')
            AND (
              TRUE
              AND COALESCE("t38"."purpose_shared", FALSE)
              AND COALESCE("t38"."learning_outcomes", FALSE)
              AND COALESCE("t38"."two_way", FALSE)
              AND COALESCE("t38"."reflection", FALSE)
              AND COALESCE("t38"."met_range_of_people", FALSE)
              AND COALESCE("t38"."employer_set_task", FALSE)
              AND COALESCE("t38"."employer_feedback", FALSE)
            )
            THEN 1
            ELSE 0
          END AS "activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
          CASE WHEN "t38"."kind" IN ('recruitment_practice') AND TRUE THEN 1 ELSE 0 END AS "activities recruitment_practice",
          CASE WHEN "t38"."kind" IN ('workplace_experience') AND TRUE THEN 1 ELSE 0 END AS "activities workplace_experience",
          CASE
            WHEN "t38"."kind" IN ('workplace_experience') AND TRUE
            THEN COALESCE("t38"."hours_e4", "t38"."hours_e4_right", 0)
            ELSE 0
          END AS "hours_e4 workplace_experience"
        FROM (
          SELECT
            "t31"."student_id",
            "t31"."year_group",
            "t31"."considering_he",
            "t31"."sex",
            "t31"."pupil_premium",
            "t31"."sen",
            "t31"."looked_after",
            "t31"."eal",
            "t31"."ethnicity_group",
            "t16"."id",
            "t16"."school_id",
            "t16"."activity_id",
            "t16"."attended",
            "t16"."hours_e4",
            "t17"."id" AS "id_right",
            "t17"."school_id" AS "school_id_right",
            "t17"."kind",
            "t17"."starts_on",
            "t17"."subject",
            "t17"."in_school_day",
            "t17"."hours_e4" AS "hours_e4_right",
            "t17"."purpose_shared",
            "t17"."learning_outcomes",
            "t17"."two_way",
            "t17"."reflection",
            "t17"."met_range_of_people",
            "t17"."employer_set_task",
            "t17"."employer_feedback",
            "t17"."explained_qualifications",
            "t17"."explained_careers",
            "t17"."explained_learning",
            "t17"."answered_questions"
          FROM "t21" AS "t31"
          INNER JOIN "participation" AS "t16"
            ON "t16"."student_id" = "t31"."student_id"
          INNER JOIN "activity" AS "t17"
            ON "t17"."id" = "t16"."activity_id"
        ) AS "t38"
        WHERE
          "t38"."school_id" = CAST($school_id AS BIGINT)
          AND "t38"."school_id_right" = CAST($school_id AS BIGINT)
          AND "t38"."attended"
          AND "t38"."starts_on" <= CAST($day AS DATE)
          AND "t38"."kind" IN (
            'employer_encounter',
            'labour_market_information',
            'recruitment_practice',
            'workplace_experience'
          )
          AND TRUE
      ) AS "t71"
      GROUP BY
        1,
        2,
        3
    ) AS "t84"
    LEFT OUTER JOIN "enrolment" AS "t10"
      ON "t10"."student_id" = "t84"."student_id"
      AND "t10"."academic_year" = "t84"."year"
      AND "t10"."school_id" = CAST($school_id AS BIGINT)
  ) AS "t97"
  GROUP BY
    1
)
SELECT
  "t133"."year_group",
  "t133"."sex",
  "t133"."pupil_premium",
  "t133"."sen",
  "t133"."looked_after",
  "t133"."eal",
  "t133"."ethnicity_group",
  SUM("t133"."aspiration_recorded_this_year__among") AS "aspiration_recorded_this_year__denominator",
  SUM("t133"."aspiration_recorded_this_year__having") AS "aspiration_recorded_this_year__numerator",
  SUM("t133"."employer_encounter_this_year__among") AS "employer_encounter_this_year__denominator",
  SUM("t133"."employer_encounter_this_year__having") AS "employer_encounter_this_year__numerator",
  SUM("t133"."full_range_of_providers_by_16__among") AS "full_range_of_providers_by_16__denominator",
  SUM("t133"."full_range_of_providers_by_16__having") AS "full_range_of_providers_by_16__numerator",
  SUM("t133"."guidance_by_16__among") AS "guidance_by_16__denominator",
  SUM("t133"."guidance_by_16__having") AS "guidance_by_16__numerator",
  SUM("t133"."guidance_by_18__among") AS "guidance_by_18__denominator",
  SUM("t133"."guidance_by_18__having") AS "guidance_by_18__numerator",
  SUM("t133"."labour_market_information_by_14__among") AS "labour_market_information_by_14__denominator",
  SUM("t133"."labour_market_information_by_14__having") AS "labour_market_information_by_14__numerator",
  SUM("t133"."labour_market_information_this_key_stage__among") AS "labour_market_information_this_key_stage__denominator",
  SUM("t133"."labour_market_information_this_key_stage__having") AS "labour_market_information_this_key_stage__numerator",
  SUM("t133"."meaningful_employer_encounter_this_year__among") AS "meaningful_employer_encounter_this_year__denominator",
  SUM("t133"."meaningful_employer_encounter_this_year__having") AS "meaningful_employer_encounter_this_year__numerator",
  SUM("t133"."meaningful_workplace_experience_by_18__among") AS "meaningful_workplace_experience_by_18__denominator",
  SUM("t133"."meaningful_workplace_experience_by_18__having") AS "meaningful_workplace_experience_by_18__numerator",
  SUM("t133"."meaningful_workplace_experiences_by_16__among") AS "meaningful_workplace_experiences_by_16__denominator",
  SUM("t133"."meaningful_workplace_experiences_by_16__having") AS "meaningful_workplace_experiences_by_16__numerator",
  SUM("t133"."provider_access_phase_1__among") AS "provider_access_phase_1__denominator",
  SUM("t133"."provider_access_phase_1__having") AS "provider_access_phase_1__numerator",
  SUM("t133"."provider_access_phase_2__among") AS "provider_access_phase_2__denominator",
  SUM("t133"."provider_access_phase_2__having") AS "provider_access_phase_2__numerator",
  SUM("t133"."provider_access_phase_3__among") AS "provider_access_phase_3__denominator",
  SUM("t133"."provider_access_phase_3__having") AS "provider_access_phase_3__numerator",
  SUM("t133"."provider_range_by_16__among") AS "provider_range_by_16__denominator",
  SUM("t133"."provider_range_by_16__having") AS "provider_range_by_16__numerator",
  SUM("t133"."recruitment_practice_by_16__among") AS "recruitment_practice_by_16__denominator",
  SUM("t133"."recruitment_practice_by_16__having") AS "recruitment_practice_by_16__numerator",
  SUM("t133"."recruitment_practice_by_18__among") AS "recruitment_practice_by_18__denominator",
  SUM("t133"."recruitment_practice_by_18__having") AS "recruitment_practice_by_18__numerator",
  SUM("t133"."two_higher_education_visits_by_18__among") AS "two_higher_education_visits_by_18__denominator",
  SUM("t133"."two_higher_education_visits_by_18__having") AS "two_higher_education_visits_by_18__numerator",
  SUM("t133"."workplace_experience_by_16__among") AS "workplace_experience_by_16__denominator",
  SUM("t133"."workplace_experience_by_16__having") AS "workplace_experience_by_16__numerator",
  SUM("t133"."workplace_experience_by_18__among") AS "workplace_experience_by_18__denominator",
  SUM("t133"."workplace_experience_by_18__having") AS "workplace_experience_by_18__numerator",
  SUM("t133"."workplace_week_key_stage_3__among") AS "workplace_week_key_stage_3__denominator",
  SUM("t133"."workplace_week_key_stage_3__having") AS "workplace_week_key_stage_3__numerator",
  SUM("t133"."workplace_week_key_stage_4__among") AS "workplace_week_key_stage_4__denominator",
  SUM("t133"."workplace_week_key_stage_4__having") AS "workplace_week_key_stage_4__numerator"
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
    CASE WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "aspiration_recorded_this_year__among",
    CASE
      WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t0"."student_id"
        FROM "intention" AS "t0"
        WHERE
          "t0"."school_id" = CAST($school_id AS BIGINT)
          AND "t0"."recorded_on" BETWEEN CAST($first_day AS DATE) AND CAST($day AS DATE)
      )
      THEN 1
      ELSE 0
    END AS "aspiration_recorded_this_year__having",
    CASE WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "employer_encounter_this_year__among",
    CASE
      WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_employer_encounter_this_year" >= 1
      )
      THEN 1
      ELSE 0
    END AS "employer_encounter_this_year__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "full_range_of_providers_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t111"."student_id"
        FROM (
          SELECT
            "t99"."student_id",
            MAX(
              CASE
                WHEN "t99"."partner_kind" IN ('sixth_form', 'sixth_form_college')
                THEN 1
                ELSE 0
              END
            ) AS "part_0",
            MAX(CASE WHEN "t99"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
            MAX(CASE WHEN "t99"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
            MAX(CASE WHEN "t99"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
          FROM (
            SELECT
              "t91"."student_id",
              "t91"."activity_id",
              "t91"."partner_id",
              "t91"."approved_technical",
              "t91"."kind" AS "partner_kind"
            FROM (
              SELECT
                "t81"."student_id",
                "t81"."activity_id",
                "t12"."id",
                "t12"."school_id",
                "t12"."partner_id",
                "t13"."id" AS "id_right",
                "t13"."school_id" AS "school_id_right",
                "t13"."kind",
                "t13"."approved_technical"
              FROM (
                SELECT
                  "t66"."student_id",
                  "t66"."activity_id"
                FROM (
                  SELECT
                    "t56"."student_id",
                    "t56"."activity_id",
                    "t56"."starts_on",
                    "t56"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t39"."student_id",
                      "t39"."activity_id",
                      "t39"."starts_on",
                      EXTRACT(year FROM "t39"."starts_on") - CASE WHEN EXTRACT(month FROM "t39"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM "t33" AS "t39"
                    WHERE
                      "t39"."school_id" = CAST($school_id AS BIGINT)
                      AND "t39"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t39"."attended"
                      AND "t39"."starts_on" <= CAST($day AS DATE)
                      AND "t39"."kind" IN ('provider_encounter', 'higher_education_visit')
                      AND TRUE
                      AND COALESCE("t39"."purpose_shared", FALSE)
                      AND COALESCE("t39"."learning_outcomes", FALSE)
                      AND COALESCE("t39"."two_way", FALSE)
                      AND COALESCE("t39"."reflection", FALSE)
                  ) AS "t56"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t56"."student_id"
                    AND "t10"."academic_year" = "t56"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t66"
                WHERE
                  "t66"."then" BETWEEN 7 AND 11
              ) AS "t81"
              INNER JOIN "activity_partner" AS "t12"
                ON "t12"."activity_id" = "t81"."activity_id"
              INNER JOIN "partner" AS "t13"
                ON "t13"."id" = "t12"."partner_id"
            ) AS "t91"
            WHERE
              "t91"."school_id" = CAST($school_id AS BIGINT)
              AND "t91"."school_id_right" = CAST($school_id AS BIGINT)
          ) AS "t99"
          GROUP BY
            1
        ) AS "t111"
        WHERE
          "t111"."part_0" = 1
          AND "t111"."part_1" = 1
          AND "t111"."part_2" = 1
          AND "t111"."part_3" = 1
      )
      THEN 1
      ELSE 0
    END AS "full_range_of_providers_by_16__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "guidance_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t61"."student_id"
        FROM (
          SELECT
            "t45"."student_id",
            "t45"."year",
            COALESCE("t10"."year_group", 0) AS "then"
          FROM (
            SELECT
              "t32"."student_id",
              EXTRACT(year FROM "t32"."met_on") - CASE WHEN EXTRACT(month FROM "t32"."met_on") < 9 THEN 1 ELSE 0 END AS "year"
            FROM (
              SELECT
                "t27"."student_id",
                "t27"."year_group",
                "t27"."considering_he",
                "t27"."sex",
                "t27"."pupil_premium",
                "t27"."sen",
                "t27"."looked_after",
                "t27"."eal",
                "t27"."ethnicity_group",
                "t15"."id",
                "t15"."school_id",
                "t15"."met_on",
                "t15"."attended",
                "t15"."adviser_level"
              FROM (
                SELECT
                  "t20"."student_id",
                  "t20"."year_group",
                  "t20"."considering_he",
                  CASE
                    WHEN "t20"."sex" = 'F'
                    THEN 'F'
                    WHEN "t20"."sex" = 'M'
                    THEN 'M'
                    ELSE 'unknown'
                  END AS "sex",
                  CASE
                    WHEN "t20"."pupil_premium"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."pupil_premium"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "pupil_premium",
                  CASE
                    WHEN "t20"."sen_provision" = 'N'
                    THEN 'no'
                    WHEN "t20"."sen_provision" = 'K'
                    THEN 'yes'
                    WHEN "t20"."sen_provision" = 'E'
                    THEN 'yes'
                    ELSE 'unknown'
                  END AS "sen",
                  CASE
                    WHEN "t20"."looked_after"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."looked_after"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "looked_after",
                  CASE
                    WHEN "t20"."eal"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."eal"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "eal",
                  CASE
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'W'
                    THEN 'white'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'M'
                    THEN 'mixed'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'A'
                    THEN 'asian'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'B'
                    THEN 'black'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'C'
                    THEN 'chinese'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'O'
                    THEN 'other'
                    ELSE 'unknown'
                  END AS "ethnicity_group"
                FROM "t19" AS "t20"
                WHERE
                  "t20"."school_id" = CAST($school_id AS BIGINT)
                  AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
                  AND "t20"."academic_year" = CAST($year AS BIGINT)
                  AND "t20"."year_group" BETWEEN 7 AND 13
                  AND (
                    (
                      "t20"."joined_on" IS NULL
                    )
                    OR (
                      "t20"."joined_on" <= CAST($day AS DATE)
                    )
                  )
                  AND (
                    (
                      "t20"."left_on" IS NULL
                    ) OR (
                      "t20"."left_on" >= CAST($day AS DATE)
                    )
                  )
                  AND "t20"."year_group" IN (11)
              ) AS "t27"
              INNER JOIN "guidance_meeting" AS "t15"
                ON "t15"."student_id" = "t27"."student_id"
            ) AS "t32"
            WHERE
              "t32"."school_id" = CAST($school_id AS BIGINT)
              AND "t32"."met_on" <= CAST($day AS DATE)
              AND "t32"."adviser_level" >= 6
              AND COALESCE("t32"."attended", TRUE)
          ) AS "t45"
          LEFT OUTER JOIN "enrolment" AS "t10"
            ON "t10"."student_id" = "t45"."student_id"
            AND "t10"."academic_year" = "t45"."year"
            AND "t10"."school_id" = CAST($school_id AS BIGINT)
        ) AS "t61"
        WHERE
          "t61"."then" BETWEEN 7 AND 11
      )
      THEN 1
      ELSE 0
    END AS "guidance_by_16__having",
    CASE WHEN "t26"."year_group" IN (13) THEN 1 ELSE 0 END AS "guidance_by_18__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t62"."student_id"
        FROM (
          SELECT
            "t50"."student_id",
            "t50"."year",
            COALESCE("t10"."year_group", 0) AS "then"
          FROM (
            SELECT
              "t34"."student_id",
              EXTRACT(year FROM "t34"."met_on") - CASE WHEN EXTRACT(month FROM "t34"."met_on") < 9 THEN 1 ELSE 0 END AS "year"
            FROM (
              SELECT
                "t28"."student_id",
                "t28"."year_group",
                "t28"."considering_he",
                "t28"."sex",
                "t28"."pupil_premium",
                "t28"."sen",
                "t28"."looked_after",
                "t28"."eal",
                "t28"."ethnicity_group",
                "t15"."id",
                "t15"."school_id",
                "t15"."met_on",
                "t15"."attended",
                "t15"."adviser_level"
              FROM (
                SELECT
                  "t20"."student_id",
                  "t20"."year_group",
                  "t20"."considering_he",
                  CASE
                    WHEN "t20"."sex" = 'F'
                    THEN 'F'
                    WHEN "t20"."sex" = 'M'
                    THEN 'M'
                    ELSE 'unknown'
                  END AS "sex",
                  CASE
                    WHEN "t20"."pupil_premium"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."pupil_premium"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "pupil_premium",
                  CASE
                    WHEN "t20"."sen_provision" = 'N'
                    THEN 'no'
                    WHEN "t20"."sen_provision" = 'K'
                    THEN 'yes'
                    WHEN "t20"."sen_provision" = 'E'
                    THEN 'yes'
                    ELSE 'unknown'
                  END AS "sen",
                  CASE
                    WHEN "t20"."looked_after"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."looked_after"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "looked_after",
                  CASE
                    WHEN "t20"."eal"
                    THEN 'yes'
                    WHEN NOT (
                      "t20"."eal"
                    )
                    THEN 'no'
                    ELSE 'unknown'
                  END AS "eal",
                  CASE
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'W'
                    THEN 'white'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'M'
                    THEN 'mixed'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'A'
                    THEN 'asian'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'B'
                    THEN 'black'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'C'
                    THEN 'chinese'
                    WHEN SUBSTRING(
                      "t20"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                      1
                    ) = 'O'
                    THEN 'other'
                    ELSE 'unknown'
                  END AS "ethnicity_group"
                FROM "t19" AS "t20"
                WHERE
                  "t20"."school_id" = CAST($school_id AS BIGINT)
                  AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
                  AND "t20"."academic_year" = CAST($year AS BIGINT)
                  AND "t20"."year_group" BETWEEN 7 AND 13
                  AND (
                    (
                      "t20"."joined_on" IS NULL
                    )
                    OR (
                      "t20"."joined_on" <= CAST($day AS DATE)
                    )
                  )
                  AND (
                    (
                      "t20"."left_on" IS NULL
                    ) OR (
                      "t20"."left_on" >= CAST($day AS DATE)
                    )
                  )
                  AND "t20"."year_group" IN (13)
              ) AS "t28"
              INNER JOIN "guidance_meeting" AS "t15"
                ON "t15"."student_id" = "t28"."student_id"
            ) AS "t34"
            WHERE
              "t34"."school_id" = CAST($school_id AS BIGINT)
              AND "t34"."met_on" <= CAST($day AS DATE)
              AND "t34"."adviser_level" >= 6
              AND COALESCE("t34"."attended", TRUE)
          ) AS "t50"
          LEFT OUTER JOIN "enrolment" AS "t10"
            ON "t10"."student_id" = "t50"."student_id"
            AND "t10"."academic_year" = "t50"."year"
            AND "t10"."school_id" = CAST($school_id AS BIGINT)
        ) AS "t62"
        WHERE
          "t62"."then" BETWEEN 12 AND 13
      )
      THEN 1
      ELSE 0
    END AS "guidance_by_18__having",
    CASE WHEN "t26"."year_group" IN (9) THEN 1 ELSE 0 END AS "labour_market_information_by_14__among",
    CASE
      WHEN "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_labour_market_information_years_7_to_9" >= 1
      )
      THEN 1
      ELSE 0
    END AS "labour_market_information_by_14__having",
    CASE WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "labour_market_information_this_key_stage__among",
    CASE
      WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_labour_market_information_this_key_stage" >= 1
      )
      THEN 1
      ELSE 0
    END AS "labour_market_information_this_key_stage__having",
    CASE WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "meaningful_employer_encounter_this_year__among",
    CASE
      WHEN "t26"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_employer_encounter_with_purpose_shared_learning_outcomes_two_way_reflection_this_year" >= 1
      )
      THEN 1
      ELSE 0
    END AS "meaningful_employer_encounter_this_year__having",
    CASE WHEN "t26"."year_group" IN (13) THEN 1 ELSE 0 END AS "meaningful_workplace_experience_by_18__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_workplace_experience_with_purpose_shared_learning_outcomes_two_way_reflection_met_range_of_people_employer_set_task_employer_feedback_years_12_to_13" >= 1
      )
      THEN 1
      ELSE 0
    END AS "meaningful_workplace_experience_by_18__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "meaningful_workplace_experiences_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t98"."student_id"
        FROM (
          SELECT
            "t90"."student_id",
            COUNT(DISTINCT "t90"."activity_id") AS "activities",
            COUNT(DISTINCT "t90"."partner_id") AS "partners"
          FROM (
            SELECT
              "t80"."student_id",
              "t80"."activity_id",
              "t12"."id",
              "t12"."school_id",
              "t12"."activity_id" AS "activity_id_right",
              "t12"."partner_id"
            FROM (
              SELECT
                "t65"."student_id",
                "t65"."activity_id"
              FROM (
                SELECT
                  "t55"."student_id",
                  "t55"."activity_id",
                  "t55"."starts_on",
                  "t55"."year",
                  COALESCE("t10"."year_group", 0) AS "then"
                FROM (
                  SELECT
                    "t39"."student_id",
                    "t39"."activity_id",
                    "t39"."starts_on",
                    EXTRACT(year FROM "t39"."starts_on") - CASE WHEN EXTRACT(month FROM "t39"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                  FROM "t33" AS "t39"
                  WHERE
                    "t39"."school_id" = CAST($school_id AS BIGINT)
                    AND "t39"."school_id_right" = CAST($school_id AS BIGINT)
                    AND "t39"."attended"
                    AND "t39"."starts_on" <= CAST($day AS DATE)
                    AND "t39"."kind" IN ('workplace_experience')
                    AND TRUE
                    AND COALESCE("t39"."purpose_shared", FALSE)
                    AND COALESCE("t39"."learning_outcomes", FALSE)
                    AND COALESCE("t39"."two_way", FALSE)
                    AND COALESCE("t39"."reflection", FALSE)
                    AND COALESCE("t39"."met_range_of_people", FALSE)
                    AND COALESCE("t39"."employer_set_task", FALSE)
                    AND COALESCE("t39"."employer_feedback", FALSE)
                ) AS "t55"
                LEFT OUTER JOIN "enrolment" AS "t10"
                  ON "t10"."student_id" = "t55"."student_id"
                  AND "t10"."academic_year" = "t55"."year"
                  AND "t10"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t65"
              WHERE
                "t65"."then" BETWEEN 7 AND 11
            ) AS "t80"
            LEFT OUTER JOIN "activity_partner" AS "t12"
              ON "t12"."activity_id" = "t80"."activity_id"
              AND "t12"."school_id" = CAST($school_id AS BIGINT)
          ) AS "t90"
          GROUP BY
            1
        ) AS "t98"
        WHERE
          "t98"."activities" >= 2 AND "t98"."partners" >= 2
      )
      THEN 1
      ELSE 0
    END AS "meaningful_workplace_experiences_by_16__having",
    CASE WHEN "t26"."year_group" IN (9) THEN 1 ELSE 0 END AS "provider_access_phase_1__among",
    CASE
      WHEN "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t115"."student_id"
        FROM (
          SELECT
            "t107"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t107"."activity_id") AS "occasions",
            COUNT(DISTINCT "t107"."partner_id") AS "partners"
          FROM (
            SELECT
              "t102"."student_id",
              "t102"."activity_id",
              "t102"."partner_id",
              "t102"."approved_technical",
              "t102"."kind" AS "partner_kind"
            FROM (
              SELECT
                "t89"."student_id",
                "t89"."activity_id",
                "t12"."id",
                "t12"."school_id",
                "t12"."partner_id",
                "t13"."id" AS "id_right",
                "t13"."school_id" AS "school_id_right",
                "t13"."kind",
                "t13"."approved_technical"
              FROM (
                SELECT
                  "t64"."student_id",
                  "t64"."activity_id"
                FROM (
                  SELECT
                    "t54"."student_id",
                    "t54"."activity_id",
                    "t54"."starts_on",
                    "t54"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t37"."student_id",
                      "t37"."activity_id",
                      "t37"."starts_on",
                      EXTRACT(year FROM "t37"."starts_on") - CASE WHEN EXTRACT(month FROM "t37"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM (
                      SELECT
                        "t30"."student_id",
                        "t30"."year_group",
                        "t30"."considering_he",
                        "t30"."sex",
                        "t30"."pupil_premium",
                        "t30"."sen",
                        "t30"."looked_after",
                        "t30"."eal",
                        "t30"."ethnicity_group",
                        "t16"."id",
                        "t16"."school_id",
                        "t16"."activity_id",
                        "t16"."attended",
                        "t16"."hours_e4",
                        "t17"."id" AS "id_right",
                        "t17"."school_id" AS "school_id_right",
                        "t17"."kind",
                        "t17"."starts_on",
                        "t17"."subject",
                        "t17"."in_school_day",
                        "t17"."hours_e4" AS "hours_e4_right",
                        "t17"."purpose_shared",
                        "t17"."learning_outcomes",
                        "t17"."two_way",
                        "t17"."reflection",
                        "t17"."met_range_of_people",
                        "t17"."employer_set_task",
                        "t17"."employer_feedback",
                        "t17"."explained_qualifications",
                        "t17"."explained_careers",
                        "t17"."explained_learning",
                        "t17"."answered_questions"
                      FROM (
                        SELECT
                          "t20"."student_id",
                          "t20"."year_group",
                          "t20"."considering_he",
                          CASE
                            WHEN "t20"."sex" = 'F'
                            THEN 'F'
                            WHEN "t20"."sex" = 'M'
                            THEN 'M'
                            ELSE 'unknown'
                          END AS "sex",
                          CASE
                            WHEN "t20"."pupil_premium"
                            THEN 'yes'
                            WHEN NOT (
                              "t20"."pupil_premium"
                            )
                            THEN 'no'
                            ELSE 'unknown'
                          END AS "pupil_premium",
                          CASE
                            WHEN "t20"."sen_provision" = 'N'
                            THEN 'no'
                            WHEN "t20"."sen_provision" = 'K'
                            THEN 'yes'
                            WHEN "t20"."sen_provision" = 'E'
                            THEN 'yes'
                            ELSE 'unknown'
                          END AS "sen",
                          CASE
                            WHEN "t20"."looked_after"
                            THEN 'yes'
                            WHEN NOT (
                              "t20"."looked_after"
                            )
                            THEN 'no'
                            ELSE 'unknown'
                          END AS "looked_after",
                          CASE
                            WHEN "t20"."eal"
                            THEN 'yes'
                            WHEN NOT (
                              "t20"."eal"
                            )
                            THEN 'no'
                            ELSE 'unknown'
                          END AS "eal",
                          CASE
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'W'
                            THEN 'white'
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'M'
                            THEN 'mixed'
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'A'
                            THEN 'asian'
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'B'
                            THEN 'black'
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'C'
                            THEN 'chinese'
                            WHEN SUBSTRING(
                              "t20"."ethnicity",
                              CASE WHEN (
                                0 + 1
                              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                              1
                            ) = 'O'
                            THEN 'other'
                            ELSE 'unknown'
                          END AS "ethnicity_group"
                        FROM "t19" AS "t20"
                        WHERE
                          "t20"."school_id" = CAST($school_id AS BIGINT)
                          AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
                          AND "t20"."academic_year" = CAST($year AS BIGINT)
                          AND "t20"."year_group" BETWEEN 7 AND 13
                          AND (
                            (
                              "t20"."joined_on" IS NULL
                            )
                            OR (
                              "t20"."joined_on" <= CAST($day AS DATE)
                            )
                          )
                          AND (
                            (
                              "t20"."left_on" IS NULL
                            ) OR (
                              "t20"."left_on" >= CAST($day AS DATE)
                            )
                          )
                          AND "t20"."year_group" IN (9)
                      ) AS "t30"
                      INNER JOIN "participation" AS "t16"
                        ON "t16"."student_id" = "t30"."student_id"
                      INNER JOIN "activity" AS "t17"
                        ON "t17"."id" = "t16"."activity_id"
                    ) AS "t37"
                    WHERE
                      "t37"."school_id" = CAST($school_id AS BIGINT)
                      AND "t37"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t37"."attended"
                      AND "t37"."starts_on" <= CAST($day AS DATE)
                      AND "t37"."kind" IN ('provider_encounter')
                      AND TRUE
                      AND COALESCE("t37"."in_school_day", FALSE)
                      AND COALESCE("t37"."explained_qualifications", FALSE)
                      AND COALESCE("t37"."explained_careers", FALSE)
                      AND COALESCE("t37"."explained_learning", FALSE)
                      AND COALESCE("t37"."answered_questions", FALSE)
                  ) AS "t54"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t54"."student_id"
                    AND "t10"."academic_year" = "t54"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t64"
                WHERE
                  (
                    "t64"."then" = 8
                  )
                  OR (
                    (
                      "t64"."then" = 9
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t64"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t64"."starts_on") <= 2
                      )
                    )
                  )
              ) AS "t89"
              INNER JOIN "activity_partner" AS "t12"
                ON "t12"."activity_id" = "t89"."activity_id"
              INNER JOIN "partner" AS "t13"
                ON "t13"."id" = "t12"."partner_id"
            ) AS "t102"
            WHERE
              "t102"."school_id" = CAST($school_id AS BIGINT)
              AND "t102"."school_id_right" = CAST($school_id AS BIGINT)
              AND "t102"."approved_technical"
          ) AS "t107"
          GROUP BY
            1
        ) AS "t115"
        WHERE
          "t115"."pairs" < (
            "t115"."occasions" * "t115"."partners"
          )
      )
      THEN 1
      ELSE 0
    END AS "provider_access_phase_1__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_access_phase_2__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t116"."student_id"
        FROM (
          SELECT
            "t108"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t108"."activity_id") AS "occasions",
            COUNT(DISTINCT "t108"."partner_id") AS "partners"
          FROM (
            SELECT
              "t103"."student_id",
              "t103"."activity_id",
              "t103"."partner_id",
              "t103"."approved_technical",
              "t103"."kind" AS "partner_kind"
            FROM (
              SELECT
                "t92"."student_id",
                "t92"."activity_id",
                "t12"."id",
                "t12"."school_id",
                "t12"."partner_id",
                "t13"."id" AS "id_right",
                "t13"."school_id" AS "school_id_right",
                "t13"."kind",
                "t13"."approved_technical"
              FROM (
                SELECT
                  "t67"."student_id",
                  "t67"."activity_id"
                FROM (
                  SELECT
                    "t57"."student_id",
                    "t57"."activity_id",
                    "t57"."starts_on",
                    "t57"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t39"."student_id",
                      "t39"."activity_id",
                      "t39"."starts_on",
                      EXTRACT(year FROM "t39"."starts_on") - CASE WHEN EXTRACT(month FROM "t39"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM "t33" AS "t39"
                    WHERE
                      "t39"."school_id" = CAST($school_id AS BIGINT)
                      AND "t39"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t39"."attended"
                      AND "t39"."starts_on" <= CAST($day AS DATE)
                      AND "t39"."kind" IN ('provider_encounter')
                      AND TRUE
                      AND COALESCE("t39"."in_school_day", FALSE)
                      AND COALESCE("t39"."explained_qualifications", FALSE)
                      AND COALESCE("t39"."explained_careers", FALSE)
                      AND COALESCE("t39"."explained_learning", FALSE)
                      AND COALESCE("t39"."answered_questions", FALSE)
                  ) AS "t57"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t57"."student_id"
                    AND "t10"."academic_year" = "t57"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t67"
                WHERE
                  (
                    "t67"."then" = 10
                  )
                  OR (
                    (
                      "t67"."then" = 11
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t67"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t67"."starts_on") <= 2
                      )
                    )
                  )
              ) AS "t92"
              INNER JOIN "activity_partner" AS "t12"
                ON "t12"."activity_id" = "t92"."activity_id"
              INNER JOIN "partner" AS "t13"
                ON "t13"."id" = "t12"."partner_id"
            ) AS "t103"
            WHERE
              "t103"."school_id" = CAST($school_id AS BIGINT)
              AND "t103"."school_id_right" = CAST($school_id AS BIGINT)
              AND "t103"."approved_technical"
          ) AS "t108"
          GROUP BY
            1
        ) AS "t116"
        WHERE
          "t116"."pairs" < (
            "t116"."occasions" * "t116"."partners"
          )
      )
      THEN 1
      ELSE 0
    END AS "provider_access_phase_2__having",
    CASE WHEN "t26"."year_group" IN (13) THEN 1 ELSE 0 END AS "provider_access_phase_3__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t117"."student_id"
        FROM (
          SELECT
            "t109"."student_id",
            COUNT(*) AS "pairs",
            COUNT(DISTINCT "t109"."activity_id") AS "occasions",
            COUNT(DISTINCT "t109"."partner_id") AS "partners"
          FROM (
            SELECT
              "t104"."student_id",
              "t104"."activity_id",
              "t104"."partner_id",
              "t104"."approved_technical",
              "t104"."kind" AS "partner_kind"
            FROM (
              SELECT
                "t94"."student_id",
                "t94"."activity_id",
                "t12"."id",
                "t12"."school_id",
                "t12"."partner_id",
                "t13"."id" AS "id_right",
                "t13"."school_id" AS "school_id_right",
                "t13"."kind",
                "t13"."approved_technical"
              FROM (
                SELECT
                  "t69"."student_id",
                  "t69"."activity_id"
                FROM (
                  SELECT
                    "t59"."student_id",
                    "t59"."activity_id",
                    "t59"."starts_on",
                    "t59"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t40"."student_id",
                      "t40"."activity_id",
                      "t40"."starts_on",
                      EXTRACT(year FROM "t40"."starts_on") - CASE WHEN EXTRACT(month FROM "t40"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM "t35" AS "t40"
                    WHERE
                      "t40"."school_id" = CAST($school_id AS BIGINT)
                      AND "t40"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t40"."attended"
                      AND "t40"."starts_on" <= CAST($day AS DATE)
                      AND "t40"."kind" IN ('provider_encounter')
                      AND TRUE
                      AND COALESCE("t40"."in_school_day", FALSE)
                      AND COALESCE("t40"."explained_qualifications", FALSE)
                      AND COALESCE("t40"."explained_careers", FALSE)
                      AND COALESCE("t40"."explained_learning", FALSE)
                      AND COALESCE("t40"."answered_questions", FALSE)
                  ) AS "t59"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t59"."student_id"
                    AND "t10"."academic_year" = "t59"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t69"
                WHERE
                  (
                    "t69"."then" = 12
                  )
                  OR (
                    (
                      "t69"."then" = 13
                    )
                    AND (
                      (
                        EXTRACT(month FROM "t69"."starts_on") >= 9
                      )
                      OR (
                        EXTRACT(month FROM "t69"."starts_on") <= 2
                      )
                    )
                  )
              ) AS "t94"
              INNER JOIN "activity_partner" AS "t12"
                ON "t12"."activity_id" = "t94"."activity_id"
              INNER JOIN "partner" AS "t13"
                ON "t13"."id" = "t12"."partner_id"
            ) AS "t104"
            WHERE
              "t104"."school_id" = CAST($school_id AS BIGINT)
              AND "t104"."school_id_right" = CAST($school_id AS BIGINT)
              AND "t104"."approved_technical"
          ) AS "t109"
          GROUP BY
            1
        ) AS "t117"
        WHERE
          "t117"."pairs" < (
            "t117"."occasions" * "t117"."partners"
          )
      )
      THEN 1
      ELSE 0
    END AS "provider_access_phase_3__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_range_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t112"."student_id"
        FROM (
          SELECT
            "t100"."student_id",
            MAX(
              CASE
                WHEN "t100"."partner_kind" IN ('sixth_form', 'sixth_form_college')
                THEN 1
                ELSE 0
              END
            ) AS "part_0",
            MAX(CASE WHEN "t100"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
            MAX(CASE WHEN "t100"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
            MAX(CASE WHEN "t100"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
          FROM (
            SELECT
              "t93"."student_id",
              "t93"."activity_id",
              "t93"."partner_id",
              "t93"."approved_technical",
              "t93"."kind" AS "partner_kind"
            FROM (
              SELECT
                "t82"."student_id",
                "t82"."activity_id",
                "t12"."id",
                "t12"."school_id",
                "t12"."partner_id",
                "t13"."id" AS "id_right",
                "t13"."school_id" AS "school_id_right",
                "t13"."kind",
                "t13"."approved_technical"
              FROM (
                SELECT
                  "t68"."student_id",
                  "t68"."activity_id"
                FROM (
                  SELECT
                    "t58"."student_id",
                    "t58"."activity_id",
                    "t58"."starts_on",
                    "t58"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t39"."student_id",
                      "t39"."activity_id",
                      "t39"."starts_on",
                      EXTRACT(year FROM "t39"."starts_on") - CASE WHEN EXTRACT(month FROM "t39"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM "t33" AS "t39"
                    WHERE
                      "t39"."school_id" = CAST($school_id AS BIGINT)
                      AND "t39"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t39"."attended"
                      AND "t39"."starts_on" <= CAST($day AS DATE)
                      AND "t39"."kind" IN ('provider_encounter', 'higher_education_visit')
                      AND TRUE
                  ) AS "t58"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t58"."student_id"
                    AND "t10"."academic_year" = "t58"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t68"
                WHERE
                  "t68"."then" BETWEEN 7 AND 11
              ) AS "t82"
              INNER JOIN "activity_partner" AS "t12"
                ON "t12"."activity_id" = "t82"."activity_id"
              INNER JOIN "partner" AS "t13"
                ON "t13"."id" = "t12"."partner_id"
            ) AS "t93"
            WHERE
              "t93"."school_id" = CAST($school_id AS BIGINT)
              AND "t93"."school_id_right" = CAST($school_id AS BIGINT)
          ) AS "t100"
          GROUP BY
            1
        ) AS "t112"
        WHERE
          "t112"."part_0" = 1
          AND "t112"."part_1" = 1
          AND "t112"."part_2" = 1
          AND "t112"."part_3" = 1
      )
      THEN 1
      ELSE 0
    END AS "provider_range_by_16__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "recruitment_practice_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_recruitment_practice_years_7_to_11" >= 1
      )
      THEN 1
      ELSE 0
    END AS "recruitment_practice_by_16__having",
    CASE WHEN "t26"."year_group" IN (13) THEN 1 ELSE 0 END AS "recruitment_practice_by_18__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t106"."student_id"
        FROM (
          SELECT
            "t101"."student_id",
            COUNT(DISTINCT "t101"."code") AS "methods"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t83"."student_id",
                "t83"."activity_id",
                "t14"."id",
                "t14"."school_id",
                "t14"."list",
                "t14"."code"
              FROM (
                SELECT
                  "t70"."student_id",
                  "t70"."activity_id"
                FROM (
                  SELECT
                    "t60"."student_id",
                    "t60"."activity_id",
                    "t60"."starts_on",
                    "t60"."year",
                    COALESCE("t10"."year_group", 0) AS "then"
                  FROM (
                    SELECT
                      "t40"."student_id",
                      "t40"."activity_id",
                      "t40"."starts_on",
                      EXTRACT(year FROM "t40"."starts_on") - CASE WHEN EXTRACT(month FROM "t40"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                    FROM "t35" AS "t40"
                    WHERE
                      "t40"."school_id" = CAST($school_id AS BIGINT)
                      AND "t40"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t40"."attended"
                      AND "t40"."starts_on" <= CAST($day AS DATE)
                      AND "t40"."kind" IN ('recruitment_practice')
                      AND TRUE
                  ) AS "t60"
                  LEFT OUTER JOIN "enrolment" AS "t10"
                    ON "t10"."student_id" = "t60"."student_id"
                    AND "t10"."academic_year" = "t60"."year"
                    AND "t10"."school_id" = CAST($school_id AS BIGINT)
                ) AS "t70"
                WHERE
                  "t70"."then" BETWEEN 12 AND 13
              ) AS "t83"
              INNER JOIN "activity_code" AS "t14"
                ON "t14"."activity_id" = "t83"."activity_id"
            ) AS "t95"
            WHERE
              "t95"."school_id" = CAST($school_id AS BIGINT)
              AND "t95"."list" = 'recruitment_method'
          ) AS "t101"
          GROUP BY
            1
        ) AS "t106"
        WHERE
          "t106"."methods" >= 2
      )
      THEN 1
      ELSE 0
    END AS "recruitment_practice_by_18__having",
    CASE
      WHEN "t26"."year_group" IN (13) AND COALESCE("t26"."considering_he", FALSE)
      THEN 1
      ELSE 0
    END AS "two_higher_education_visits_by_18__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND COALESCE("t26"."considering_he", FALSE)
      AND "t26"."student_id" IN (
        SELECT
          "t85"."student_id"
        FROM (
          SELECT
            "t74"."student_id",
            COUNT(DISTINCT "t74"."starts_on") AS "days"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t53"."student_id",
                "t53"."activity_id",
                "t53"."starts_on",
                "t53"."year",
                COALESCE("t10"."year_group", 0) AS "then"
              FROM (
                SELECT
                  "t36"."student_id",
                  "t36"."activity_id",
                  "t36"."starts_on",
                  EXTRACT(year FROM "t36"."starts_on") - CASE WHEN EXTRACT(month FROM "t36"."starts_on") < 9 THEN 1 ELSE 0 END AS "year"
                FROM (
                  SELECT
                    "t29"."student_id",
                    "t29"."year_group",
                    "t29"."considering_he",
                    "t29"."sex",
                    "t29"."pupil_premium",
                    "t29"."sen",
                    "t29"."looked_after",
                    "t29"."eal",
                    "t29"."ethnicity_group",
                    "t16"."id",
                    "t16"."school_id",
                    "t16"."activity_id",
                    "t16"."attended",
                    "t16"."hours_e4",
                    "t17"."id" AS "id_right",
                    "t17"."school_id" AS "school_id_right",
                    "t17"."kind",
                    "t17"."starts_on",
                    "t17"."subject",
                    "t17"."in_school_day",
                    "t17"."hours_e4" AS "hours_e4_right",
                    "t17"."purpose_shared",
                    "t17"."learning_outcomes",
                    "t17"."two_way",
                    "t17"."reflection",
                    "t17"."met_range_of_people",
                    "t17"."employer_set_task",
                    "t17"."employer_feedback",
                    "t17"."explained_qualifications",
                    "t17"."explained_careers",
                    "t17"."explained_learning",
                    "t17"."answered_questions"
                  FROM (
                    SELECT
                      "t20"."student_id",
                      "t20"."year_group",
                      "t20"."considering_he",
                      CASE
                        WHEN "t20"."sex" = 'F'
                        THEN 'F'
                        WHEN "t20"."sex" = 'M'
                        THEN 'M'
                        ELSE 'unknown'
                      END AS "sex",
                      CASE
                        WHEN "t20"."pupil_premium"
                        THEN 'yes'
                        WHEN NOT (
                          "t20"."pupil_premium"
                        )
                        THEN 'no'
                        ELSE 'unknown'
                      END AS "pupil_premium",
                      CASE
                        WHEN "t20"."sen_provision" = 'N'
                        THEN 'no'
                        WHEN "t20"."sen_provision" = 'K'
                        THEN 'yes'
                        WHEN "t20"."sen_provision" = 'E'
                        THEN 'yes'
                        ELSE 'unknown'
                      END AS "sen",
                      CASE
                        WHEN "t20"."looked_after"
                        THEN 'yes'
                        WHEN NOT (
                          "t20"."looked_after"
                        )
                        THEN 'no'
                        ELSE 'unknown'
                      END AS "looked_after",
                      CASE
                        WHEN "t20"."eal"
                        THEN 'yes'
                        WHEN NOT (
                          "t20"."eal"
                        )
                        THEN 'no'
                        ELSE 'unknown'
                      END AS "eal",
                      CASE
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'W'
                        THEN 'white'
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'M'
                        THEN 'mixed'
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'A'
                        THEN 'asian'
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'B'
                        THEN 'black'
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'C'
                        THEN 'chinese'
                        WHEN SUBSTRING(
                          "t20"."ethnicity",
                          CASE WHEN (
                            0 + 1
                          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t20"."ethnicity") END,
                          1
                        ) = 'O'
                        THEN 'other'
                        ELSE 'unknown'
                      END AS "ethnicity_group"
                    FROM "t19" AS "t20"
                    WHERE
                      "t20"."school_id" = CAST($school_id AS BIGINT)
                      AND "t20"."school_id_right" = CAST($school_id AS BIGINT)
                      AND "t20"."academic_year" = CAST($year AS BIGINT)
                      AND "t20"."year_group" BETWEEN 7 AND 13
                      AND (
                        (
                          "t20"."joined_on" IS NULL
                        )
                        OR (
                          "t20"."joined_on" <= CAST($day AS DATE)
                        )
                      )
                      AND (
                        (
                          "t20"."left_on" IS NULL
                        ) OR (
                          "t20"."left_on" >= CAST($day AS DATE)
                        )
                      )
                      AND "t20"."year_group" IN (13)
                      AND COALESCE("t20"."considering_he", FALSE)
                  ) AS "t29"
                  INNER JOIN "participation" AS "t16"
                    ON "t16"."student_id" = "t29"."student_id"
                  INNER JOIN "activity" AS "t17"
                    ON "t17"."id" = "t16"."activity_id"
                ) AS "t36"
                WHERE
                  "t36"."school_id" = CAST($school_id AS BIGINT)
                  AND "t36"."school_id_right" = CAST($school_id AS BIGINT)
                  AND "t36"."attended"
                  AND "t36"."starts_on" <= CAST($day AS DATE)
                  AND "t36"."kind" IN ('higher_education_visit')
                  AND TRUE
              ) AS "t53"
              LEFT OUTER JOIN "enrolment" AS "t10"
                ON "t10"."student_id" = "t53"."student_id"
                AND "t10"."academic_year" = "t53"."year"
                AND "t10"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t63"
            WHERE
              "t63"."then" BETWEEN 12 AND 13
          ) AS "t74"
          GROUP BY
            1
        ) AS "t85"
        WHERE
          "t85"."days" >= 2
      )
      THEN 1
      ELSE 0
    END AS "two_higher_education_visits_by_18__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_experience_by_16__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_workplace_experience_years_7_to_11" >= 1
      )
      THEN 1
      ELSE 0
    END AS "workplace_experience_by_16__having",
    CASE WHEN "t26"."year_group" IN (13) THEN 1 ELSE 0 END AS "workplace_experience_by_18__among",
    CASE
      WHEN "t26"."year_group" IN (13)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."activities_workplace_experience_years_12_to_13" >= 1
      )
      THEN 1
      ELSE 0
    END AS "workplace_experience_by_18__having",
    CASE WHEN "t26"."year_group" IN (9) THEN 1 ELSE 0 END AS "workplace_week_key_stage_3__among",
    CASE
      WHEN "t26"."year_group" IN (9)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."hours_e4_workplace_experience_years_7_to_9" >= 250000
      )
      THEN 1
      ELSE 0
    END AS "workplace_week_key_stage_3__having",
    CASE WHEN "t26"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_week_key_stage_4__among",
    CASE
      WHEN "t26"."year_group" IN (11)
      AND "t26"."student_id" IN (
        SELECT
          "t113"."student_id"
        FROM "t110" AS "t113"
        WHERE
          "t113"."hours_e4_workplace_experience_years_10_to_11" >= 250000
      )
      THEN 1
      ELSE 0
    END AS "workplace_week_key_stage_4__having"
  FROM "t21" AS "t26"
) AS "t133"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7
