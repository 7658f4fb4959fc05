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
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
        1
      ) = 'W'
      THEN 'white'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
        1
      ) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
        1
      ) = 'A'
      THEN 'asian'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
        1
      ) = 'B'
      THEN 'black'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
        1
      ) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING(
        "t10"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t10"."ethnicity") END,
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
      "t1"."school_id" = CAST($school_id AS BIGINT)
      AND "t1"."academic_year" = CAST($year AS BIGINT)
      AND "t1"."year_group" BETWEEN 7 AND 13
  ) AS "t19"
  LEFT OUTER JOIN "student" AS "t10"
    ON "t10"."id" = "t19"."student_id"
    AND "t10"."school_id" = CAST($school_id AS BIGINT)
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
    COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
    AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
), "t118" AS (
  SELECT
    "t105"."student_id",
    SUM(
      CASE
        WHEN "t105"."year" = CAST($year AS BIGINT)
        THEN "t105"."activities employer_encounter"
        ELSE 0
      END
    ) AS "activities_employer_encounter_this_year",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 7 AND 9
        THEN "t105"."activities labour_market_information"
        ELSE 0
      END
    ) AS "activities_labour_market_information_years_7_to_9",
    SUM(
      CASE
        WHEN CASE
          WHEN "t105"."then" BETWEEN 7 AND 9
          THEN 3
          WHEN "t105"."then" BETWEEN 10 AND 11
          THEN 4
          WHEN "t105"."then" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END = CASE
          WHEN "t105"."now" BETWEEN 7 AND 9
          THEN 3
          WHEN "t105"."now" BETWEEN 10 AND 11
          THEN 4
          WHEN "t105"."now" BETWEEN 12 AND 13
          THEN 5
          ELSE 0
        END
        THEN "t105"."activities labour_market_information"
        ELSE 0
      END
    ) AS "activities_labour_market_information_this_key_stage",
    SUM(
      CASE
        WHEN "t105"."year" = CAST($year AS BIGINT)
        THEN "t105"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection"
        ELSE 0
      END
    ) AS "activities_employer_encounter_with_purpose_shared_learning_outcomes_two_way_reflection_this_year",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 12 AND 13
        THEN "t105"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback"
        ELSE 0
      END
    ) AS "activities_workplace_experience_with_purpose_shared_learning_outcomes_two_way_reflection_met_range_of_people_employer_set_task_employer_feedback_years_12_to_13",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 7 AND 11
        THEN "t105"."activities recruitment_practice"
        ELSE 0
      END
    ) AS "activities_recruitment_practice_years_7_to_11",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 7 AND 11
        THEN "t105"."activities workplace_experience"
        ELSE 0
      END
    ) AS "activities_workplace_experience_years_7_to_11",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 12 AND 13
        THEN "t105"."activities workplace_experience"
        ELSE 0
      END
    ) AS "activities_workplace_experience_years_12_to_13",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 7 AND 9
        THEN "t105"."hours_e4 workplace_experience"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_years_7_to_9",
    SUM(
      CASE
        WHEN "t105"."then" BETWEEN 10 AND 11
        THEN "t105"."hours_e4 workplace_experience"
        ELSE 0
      END
    ) AS "hours_e4_workplace_experience_years_10_to_11"
  FROM (
    SELECT
      "t98"."student_id",
      "t98"."now",
      "t98"."year",
      "t98"."activities employer_encounter",
      "t98"."activities labour_market_information",
      "t98"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
      "t98"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
      "t98"."activities recruitment_practice",
      "t98"."activities workplace_experience",
      "t98"."hours_e4 workplace_experience",
      COALESCE("t9"."year_group", 0) AS "then"
    FROM (
      SELECT
        "t85"."student_id",
        "t85"."now",
        "t85"."year",
        SUM("t85"."activities employer_encounter") AS "activities employer_encounter",
        SUM("t85"."activities labour_market_information") AS "activities labour_market_information",
        SUM(
          "t85"."activities employer_encounter with purpose_shared learning_outcomes two_way reflection"
        ) AS "activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
        SUM(
          "t85"."activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback"
        ) AS "activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
        SUM("t85"."activities recruitment_practice") AS "activities recruitment_practice",
        SUM("t85"."activities workplace_experience") AS "activities workplace_experience",
        SUM("t85"."hours_e4 workplace_experience") AS "hours_e4 workplace_experience"
      FROM (
        SELECT
          "t43"."student_id",
          "t43"."now",
          "t43"."year",
          CASE WHEN "t43"."kind" IN ('employer_encounter') AND TRUE THEN 1 ELSE 0 END AS "activities employer_encounter",
          CASE WHEN "t43"."kind" IN ('labour_market_information') AND TRUE THEN 1 ELSE 0 END AS "activities labour_market_information",
          CASE
            WHEN "t43"."kind" IN ('employer_encounter')
            AND (
              TRUE
              AND COALESCE("t43"."purpose_shared", FALSE)
              AND COALESCE("t43"."learning_outcomes", FALSE)
              AND COALESCE("t43"."two_way", FALSE)
              AND COALESCE("t43"."reflection", FALSE)
            )
            THEN 1
            ELSE 0
          END AS "activities employer_encounter with purpose_shared learning_outcomes two_way reflection",
          CASE
            WHEN "t43"."kind" IN ('workplace_experience')
            AND (
              TRUE
              AND COALESCE("t43"."purpose_shared", FALSE)
              AND COALESCE("t43"."learning_outcomes", FALSE)
              AND COALESCE("t43"."two_way", FALSE)
              AND COALESCE("t43"."reflection", FALSE)
              AND COALESCE("t43"."met_range_of_people", FALSE)
              AND COALESCE("t43"."employer_set_task", FALSE)
              AND COALESCE("t43"."employer_feedback", FALSE)
            )
            THEN 1
            ELSE 0
          END AS "activities workplace_experience with purpose_shared learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback",
          CASE WHEN "t43"."kind" IN ('recruitment_practice') AND TRUE THEN 1 ELSE 0 END AS "activities recruitment_practice",
          CASE WHEN "t43"."kind" IN ('workplace_experience') AND TRUE THEN 1 ELSE 0 END AS "activities workplace_experience",
          CASE
            WHEN "t43"."kind" IN ('workplace_experience') AND TRUE
            THEN "t43"."spent_e4"
            ELSE 0
          END AS "hours_e4 workplace_experience"
        FROM (
          SELECT
            "t32"."student_id",
            "t32"."year_group" AS "now",
            "t15"."activity_id",
            "t16"."starts_on",
            COALESCE("t16"."kind", '') AS "kind",
            EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
            COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
            "t16"."purpose_shared",
            "t16"."learning_outcomes",
            "t16"."two_way",
            "t16"."reflection",
            "t16"."met_range_of_people",
            "t16"."employer_set_task",
            "t16"."employer_feedback"
          FROM "t22" AS "t32"
          LEFT OUTER JOIN "participation" AS "t15"
            ON "t15"."student_id" = "t32"."student_id"
            AND "t15"."school_id" = CAST($school_id AS BIGINT)
            AND "t15"."attended"
          LEFT OUTER JOIN "activity" AS "t16"
            ON "t16"."id" = "t15"."activity_id"
            AND "t16"."school_id" = CAST($school_id AS BIGINT)
            AND "t16"."starts_on" <= CAST($day AS DATE)
            AND "t16"."kind" IN (
              'employer_encounter',
              'labour_market_information',
              'recruitment_practice',
              'workplace_experience'
            )
        ) AS "t43"
        WHERE
          "t43"."kind" <> ''
      ) AS "t85"
      GROUP BY
        1,
        2,
        3
    ) AS "t98"
    LEFT OUTER JOIN "enrolment" AS "t9"
      ON "t9"."student_id" = "t98"."student_id"
      AND "t9"."academic_year" = "t98"."year"
      AND "t9"."school_id" = CAST($school_id AS BIGINT)
  ) AS "t105"
  GROUP BY
    1
)
SELECT
  "t27"."student_id",
  "t27"."year_group",
  "t27"."sex",
  "t27"."pupil_premium",
  "t27"."sen",
  "t27"."looked_after",
  "t27"."eal",
  "t27"."ethnicity_group",
  CASE WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "aspiration_recorded_this_year__among",
  CASE
    WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t27"."student_id" IN (
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
  CASE WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "employer_encounter_this_year__among",
  CASE
    WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_employer_encounter_this_year" >= 1
    )
    THEN 1
    ELSE 0
  END AS "employer_encounter_this_year__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "full_range_of_providers_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t106"."student_id"
      FROM (
        SELECT
          "t91"."student_id",
          MAX(
            CASE
              WHEN "t91"."partner_kind" IN ('sixth_form', 'sixth_form_college')
              THEN 1
              ELSE 0
            END
          ) AS "part_0",
          MAX(CASE WHEN "t91"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
          MAX(CASE WHEN "t91"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
          MAX(CASE WHEN "t91"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
        FROM (
          SELECT
            "t81"."student_id",
            "t81"."activity_id",
            "t11"."partner_id",
            "t12"."kind" AS "partner_kind",
            COALESCE("t12"."approved_technical", FALSE) AS "approved"
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
                COALESCE("t9"."year_group", 0) AS "then"
              FROM (
                SELECT
                  "t34"."student_id",
                  "t34"."activity_id",
                  "t34"."starts_on",
                  "t34"."year"
                FROM (
                  SELECT
                    "t28"."student_id",
                    "t28"."year_group" AS "now",
                    "t15"."activity_id",
                    "t16"."starts_on",
                    COALESCE("t16"."kind", '') AS "kind",
                    EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                    COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                    "t16"."purpose_shared",
                    "t16"."learning_outcomes",
                    "t16"."two_way",
                    "t16"."reflection",
                    "t16"."met_range_of_people",
                    "t16"."employer_set_task",
                    "t16"."employer_feedback"
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
                      COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                      AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                      AND "t21"."year_group" IN (11)
                  ) AS "t28"
                  LEFT OUTER JOIN "participation" AS "t15"
                    ON "t15"."student_id" = "t28"."student_id"
                    AND "t15"."school_id" = CAST($school_id AS BIGINT)
                    AND "t15"."attended"
                  LEFT OUTER JOIN "activity" AS "t16"
                    ON "t16"."id" = "t15"."activity_id"
                    AND "t16"."school_id" = CAST($school_id AS BIGINT)
                    AND "t16"."starts_on" <= CAST($day AS DATE)
                    AND "t16"."kind" IN ('provider_encounter', 'higher_education_visit')
                    AND "t16"."purpose_shared"
                    AND "t16"."learning_outcomes"
                    AND "t16"."two_way"
                    AND "t16"."reflection"
                ) AS "t34"
                WHERE
                  "t34"."kind" <> ''
              ) AS "t55"
              LEFT OUTER JOIN "enrolment" AS "t9"
                ON "t9"."student_id" = "t55"."student_id"
                AND "t9"."academic_year" = "t55"."year"
                AND "t9"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t65"
            WHERE
              "t65"."then" BETWEEN 7 AND 11
          ) AS "t81"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t81"."activity_id"
            AND "t11"."school_id" = CAST($school_id AS BIGINT)
          LEFT OUTER JOIN "partner" AS "t12"
            ON "t12"."id" = "t11"."partner_id"
            AND "t12"."school_id" = CAST($school_id AS BIGINT)
        ) AS "t91"
        GROUP BY
          1
      ) AS "t106"
      WHERE
        "t106"."part_0" = 1
        AND "t106"."part_1" = 1
        AND "t106"."part_2" = 1
        AND "t106"."part_3" = 1
    )
    THEN 1
    ELSE 0
  END AS "full_range_of_providers_by_16__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "guidance_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t64"."student_id"
      FROM (
        SELECT
          "t54"."student_id",
          "t54"."year",
          COALESCE("t9"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t28"."student_id",
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
                COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                AND "t21"."year_group" IN (11)
            ) AS "t28"
            LEFT OUTER JOIN "guidance_meeting" AS "t14"
              ON "t14"."student_id" = "t28"."student_id"
              AND "t14"."school_id" = CAST($school_id AS BIGINT)
              AND "t14"."met_on" <= CAST($day AS DATE)
              AND "t14"."adviser_level" >= 6
              AND COALESCE("t14"."attended", TRUE)
          ) AS "t33"
          WHERE
            "t33"."year" <> 0
        ) AS "t54"
        LEFT OUTER JOIN "enrolment" AS "t9"
          ON "t9"."student_id" = "t54"."student_id"
          AND "t9"."academic_year" = "t54"."year"
          AND "t9"."school_id" = CAST($school_id AS BIGINT)
      ) AS "t64"
      WHERE
        "t64"."then" BETWEEN 7 AND 11
    )
    THEN 1
    ELSE 0
  END AS "guidance_by_16__having",
  CASE WHEN "t27"."year_group" IN (13) THEN 1 ELSE 0 END AS "guidance_by_18__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND "t27"."student_id" IN (
      SELECT
        "t69"."student_id"
      FROM (
        SELECT
          "t59"."student_id",
          "t59"."year",
          COALESCE("t9"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t29"."student_id",
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
                COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                AND "t21"."year_group" IN (13)
            ) AS "t29"
            LEFT OUTER JOIN "guidance_meeting" AS "t14"
              ON "t14"."student_id" = "t29"."student_id"
              AND "t14"."school_id" = CAST($school_id AS BIGINT)
              AND "t14"."met_on" <= CAST($day AS DATE)
              AND "t14"."adviser_level" >= 6
              AND COALESCE("t14"."attended", TRUE)
          ) AS "t38"
          WHERE
            "t38"."year" <> 0
        ) AS "t59"
        LEFT OUTER JOIN "enrolment" AS "t9"
          ON "t9"."student_id" = "t59"."student_id"
          AND "t9"."academic_year" = "t59"."year"
          AND "t9"."school_id" = CAST($school_id AS BIGINT)
      ) AS "t69"
      WHERE
        "t69"."then" BETWEEN 12 AND 13
    )
    THEN 1
    ELSE 0
  END AS "guidance_by_18__having",
  CASE WHEN "t27"."year_group" IN (9) THEN 1 ELSE 0 END AS "labour_market_information_by_14__among",
  CASE
    WHEN "t27"."year_group" IN (9)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_labour_market_information_years_7_to_9" >= 1
    )
    THEN 1
    ELSE 0
  END AS "labour_market_information_by_14__having",
  CASE WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "labour_market_information_this_key_stage__among",
  CASE
    WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_labour_market_information_this_key_stage" >= 1
    )
    THEN 1
    ELSE 0
  END AS "labour_market_information_this_key_stage__having",
  CASE WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13) THEN 1 ELSE 0 END AS "meaningful_employer_encounter_this_year__among",
  CASE
    WHEN "t27"."year_group" IN (7, 8, 9, 10, 11, 12, 13)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_employer_encounter_with_purpose_shared_learning_outcomes_two_way_reflection_this_year" >= 1
    )
    THEN 1
    ELSE 0
  END AS "meaningful_employer_encounter_this_year__having",
  CASE WHEN "t27"."year_group" IN (13) THEN 1 ELSE 0 END AS "meaningful_workplace_experience_by_18__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_workplace_experience_with_purpose_shared_learning_outcomes_two_way_reflection_met_range_of_people_employer_set_task_employer_feedback_years_12_to_13" >= 1
    )
    THEN 1
    ELSE 0
  END AS "meaningful_workplace_experience_by_18__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "meaningful_workplace_experiences_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t100"."student_id"
      FROM (
        SELECT
          "t92"."student_id",
          COUNT(DISTINCT "t92"."activity_id") AS "activities",
          COUNT(DISTINCT "t92"."partner_id") AS "partners"
        FROM (
          SELECT
            "t82"."student_id",
            "t82"."activity_id",
            "t11"."id",
            "t11"."school_id",
            "t11"."activity_id" AS "activity_id_right",
            "t11"."partner_id"
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
                COALESCE("t9"."year_group", 0) AS "then"
              FROM (
                SELECT
                  "t35"."student_id",
                  "t35"."activity_id",
                  "t35"."starts_on",
                  "t35"."year"
                FROM (
                  SELECT
                    "t28"."student_id",
                    "t28"."year_group" AS "now",
                    "t15"."activity_id",
                    "t16"."starts_on",
                    COALESCE("t16"."kind", '') AS "kind",
                    EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                    COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                    "t16"."purpose_shared",
                    "t16"."learning_outcomes",
                    "t16"."two_way",
                    "t16"."reflection",
                    "t16"."met_range_of_people",
                    "t16"."employer_set_task",
                    "t16"."employer_feedback"
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
                      COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                      AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                      AND "t21"."year_group" IN (11)
                  ) AS "t28"
                  LEFT OUTER JOIN "participation" AS "t15"
                    ON "t15"."student_id" = "t28"."student_id"
                    AND "t15"."school_id" = CAST($school_id AS BIGINT)
                    AND "t15"."attended"
                  LEFT OUTER JOIN "activity" AS "t16"
                    ON "t16"."id" = "t15"."activity_id"
                    AND "t16"."school_id" = CAST($school_id AS BIGINT)
                    AND "t16"."starts_on" <= CAST($day AS DATE)
                    AND "t16"."kind" IN ('workplace_experience')
                    AND "t16"."purpose_shared"
                    AND "t16"."learning_outcomes"
                    AND "t16"."two_way"
                    AND "t16"."reflection"
                    AND "t16"."met_range_of_people"
                    AND "t16"."employer_set_task"
                    AND "t16"."employer_feedback"
                ) AS "t35"
                WHERE
                  "t35"."kind" <> ''
              ) AS "t56"
              LEFT OUTER JOIN "enrolment" AS "t9"
                ON "t9"."student_id" = "t56"."student_id"
                AND "t9"."academic_year" = "t56"."year"
                AND "t9"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t66"
            WHERE
              "t66"."then" BETWEEN 7 AND 11
          ) AS "t82"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t82"."activity_id"
            AND "t11"."school_id" = CAST($school_id AS BIGINT)
        ) AS "t92"
        GROUP BY
          1
      ) AS "t100"
      WHERE
        "t100"."activities" >= 2 AND "t100"."partners" >= 2
    )
    THEN 1
    ELSE 0
  END AS "meaningful_workplace_experiences_by_16__having",
  CASE WHEN "t27"."year_group" IN (9) THEN 1 ELSE 0 END AS "provider_access_phase_1__among",
  CASE
    WHEN "t27"."year_group" IN (9)
    AND "t27"."student_id" IN (
      SELECT
        "t117"."student_id"
      FROM (
        SELECT
          "t112"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t112"."activity_id") AS "occasions",
          COUNT(DISTINCT "t112"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t97"."student_id",
              "t97"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t73"."student_id",
                "t73"."activity_id"
              FROM (
                SELECT
                  "t63"."student_id",
                  "t63"."activity_id",
                  "t63"."starts_on",
                  "t63"."year",
                  COALESCE("t9"."year_group", 0) AS "then"
                FROM (
                  SELECT
                    "t42"."student_id",
                    "t42"."activity_id",
                    "t42"."starts_on",
                    "t42"."year"
                  FROM (
                    SELECT
                      "t31"."student_id",
                      "t31"."year_group" AS "now",
                      "t15"."activity_id",
                      "t16"."starts_on",
                      COALESCE("t16"."kind", '') AS "kind",
                      EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                      COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                      "t16"."purpose_shared",
                      "t16"."learning_outcomes",
                      "t16"."two_way",
                      "t16"."reflection",
                      "t16"."met_range_of_people",
                      "t16"."employer_set_task",
                      "t16"."employer_feedback"
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
                        COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                        AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                        AND "t21"."year_group" IN (9)
                    ) AS "t31"
                    LEFT OUTER JOIN "participation" AS "t15"
                      ON "t15"."student_id" = "t31"."student_id"
                      AND "t15"."school_id" = CAST($school_id AS BIGINT)
                      AND "t15"."attended"
                    LEFT OUTER JOIN "activity" AS "t16"
                      ON "t16"."id" = "t15"."activity_id"
                      AND "t16"."school_id" = CAST($school_id AS BIGINT)
                      AND "t16"."starts_on" <= CAST($day AS DATE)
                      AND "t16"."kind" IN ('provider_encounter')
                      AND "t16"."in_school_day"
                      AND "t16"."explained_qualifications"
                      AND "t16"."explained_careers"
                      AND "t16"."explained_learning"
                      AND "t16"."answered_questions"
                  ) AS "t42"
                  WHERE
                    "t42"."kind" <> ''
                ) AS "t63"
                LEFT OUTER JOIN "enrolment" AS "t9"
                  ON "t9"."student_id" = "t63"."student_id"
                  AND "t9"."academic_year" = "t63"."year"
                  AND "t9"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t73"
              WHERE
                (
                  "t73"."then" = 8
                )
                OR (
                  (
                    "t73"."then" = 9
                  )
                  AND (
                    (
                      EXTRACT(month FROM "t73"."starts_on") >= 9
                    )
                    OR (
                      EXTRACT(month FROM "t73"."starts_on") <= 2
                    )
                  )
                )
            ) AS "t97"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t97"."activity_id"
              AND "t11"."school_id" = CAST($school_id AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST($school_id AS BIGINT)
          ) AS "t104"
          WHERE
            "t104"."approved"
        ) AS "t112"
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
  END AS "provider_access_phase_1__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_access_phase_2__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t115"."student_id"
      FROM (
        SELECT
          "t109"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t109"."activity_id") AS "occasions",
          COUNT(DISTINCT "t109"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t94"."student_id",
              "t94"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
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
                  COALESCE("t9"."year_group", 0) AS "then"
                FROM (
                  SELECT
                    "t37"."student_id",
                    "t37"."activity_id",
                    "t37"."starts_on",
                    "t37"."year"
                  FROM (
                    SELECT
                      "t28"."student_id",
                      "t28"."year_group" AS "now",
                      "t15"."activity_id",
                      "t16"."starts_on",
                      COALESCE("t16"."kind", '') AS "kind",
                      EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                      COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                      "t16"."purpose_shared",
                      "t16"."learning_outcomes",
                      "t16"."two_way",
                      "t16"."reflection",
                      "t16"."met_range_of_people",
                      "t16"."employer_set_task",
                      "t16"."employer_feedback"
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
                        COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                        AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                        AND "t21"."year_group" IN (11)
                    ) AS "t28"
                    LEFT OUTER JOIN "participation" AS "t15"
                      ON "t15"."student_id" = "t28"."student_id"
                      AND "t15"."school_id" = CAST($school_id AS BIGINT)
                      AND "t15"."attended"
                    LEFT OUTER JOIN "activity" AS "t16"
                      ON "t16"."id" = "t15"."activity_id"
                      AND "t16"."school_id" = CAST($school_id AS BIGINT)
                      AND "t16"."starts_on" <= CAST($day AS DATE)
                      AND "t16"."kind" IN ('provider_encounter')
                      AND "t16"."in_school_day"
                      AND "t16"."explained_qualifications"
                      AND "t16"."explained_careers"
                      AND "t16"."explained_learning"
                      AND "t16"."answered_questions"
                  ) AS "t37"
                  WHERE
                    "t37"."kind" <> ''
                ) AS "t58"
                LEFT OUTER JOIN "enrolment" AS "t9"
                  ON "t9"."student_id" = "t58"."student_id"
                  AND "t9"."academic_year" = "t58"."year"
                  AND "t9"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t68"
              WHERE
                (
                  "t68"."then" = 10
                )
                OR (
                  (
                    "t68"."then" = 11
                  )
                  AND (
                    (
                      EXTRACT(month FROM "t68"."starts_on") >= 9
                    )
                    OR (
                      EXTRACT(month FROM "t68"."starts_on") <= 2
                    )
                  )
                )
            ) AS "t94"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t94"."activity_id"
              AND "t11"."school_id" = CAST($school_id AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST($school_id AS BIGINT)
          ) AS "t102"
          WHERE
            "t102"."approved"
        ) AS "t109"
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
  END AS "provider_access_phase_2__having",
  CASE WHEN "t27"."year_group" IN (13) THEN 1 ELSE 0 END AS "provider_access_phase_3__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND "t27"."student_id" IN (
      SELECT
        "t116"."student_id"
      FROM (
        SELECT
          "t111"."student_id",
          COUNT(*) AS "pairs",
          COUNT(DISTINCT "t111"."activity_id") AS "occasions",
          COUNT(DISTINCT "t111"."partner_id") AS "partners"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t96"."student_id",
              "t96"."activity_id",
              "t11"."partner_id",
              "t12"."kind" AS "partner_kind",
              COALESCE("t12"."approved_technical", FALSE) AS "approved"
            FROM (
              SELECT
                "t71"."student_id",
                "t71"."activity_id"
              FROM (
                SELECT
                  "t61"."student_id",
                  "t61"."activity_id",
                  "t61"."starts_on",
                  "t61"."year",
                  COALESCE("t9"."year_group", 0) AS "then"
                FROM (
                  SELECT
                    "t40"."student_id",
                    "t40"."activity_id",
                    "t40"."starts_on",
                    "t40"."year"
                  FROM (
                    SELECT
                      "t29"."student_id",
                      "t29"."year_group" AS "now",
                      "t15"."activity_id",
                      "t16"."starts_on",
                      COALESCE("t16"."kind", '') AS "kind",
                      EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                      COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                      "t16"."purpose_shared",
                      "t16"."learning_outcomes",
                      "t16"."two_way",
                      "t16"."reflection",
                      "t16"."met_range_of_people",
                      "t16"."employer_set_task",
                      "t16"."employer_feedback"
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
                        COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                        AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                        AND "t21"."year_group" IN (13)
                    ) AS "t29"
                    LEFT OUTER JOIN "participation" AS "t15"
                      ON "t15"."student_id" = "t29"."student_id"
                      AND "t15"."school_id" = CAST($school_id AS BIGINT)
                      AND "t15"."attended"
                    LEFT OUTER JOIN "activity" AS "t16"
                      ON "t16"."id" = "t15"."activity_id"
                      AND "t16"."school_id" = CAST($school_id AS BIGINT)
                      AND "t16"."starts_on" <= CAST($day AS DATE)
                      AND "t16"."kind" IN ('provider_encounter')
                      AND "t16"."in_school_day"
                      AND "t16"."explained_qualifications"
                      AND "t16"."explained_careers"
                      AND "t16"."explained_learning"
                      AND "t16"."answered_questions"
                  ) AS "t40"
                  WHERE
                    "t40"."kind" <> ''
                ) AS "t61"
                LEFT OUTER JOIN "enrolment" AS "t9"
                  ON "t9"."student_id" = "t61"."student_id"
                  AND "t9"."academic_year" = "t61"."year"
                  AND "t9"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t71"
              WHERE
                (
                  "t71"."then" = 12
                )
                OR (
                  (
                    "t71"."then" = 13
                  )
                  AND (
                    (
                      EXTRACT(month FROM "t71"."starts_on") >= 9
                    )
                    OR (
                      EXTRACT(month FROM "t71"."starts_on") <= 2
                    )
                  )
                )
            ) AS "t96"
            LEFT OUTER JOIN "activity_partner" AS "t11"
              ON "t11"."activity_id" = "t96"."activity_id"
              AND "t11"."school_id" = CAST($school_id AS BIGINT)
            LEFT OUTER JOIN "partner" AS "t12"
              ON "t12"."id" = "t11"."partner_id"
              AND "t12"."school_id" = CAST($school_id AS BIGINT)
          ) AS "t103"
          WHERE
            "t103"."approved"
        ) AS "t111"
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
  END AS "provider_access_phase_3__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "provider_range_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t107"."student_id"
      FROM (
        SELECT
          "t93"."student_id",
          MAX(
            CASE
              WHEN "t93"."partner_kind" IN ('sixth_form', 'sixth_form_college')
              THEN 1
              ELSE 0
            END
          ) AS "part_0",
          MAX(CASE WHEN "t93"."partner_kind" IN ('further_education') THEN 1 ELSE 0 END) AS "part_1",
          MAX(CASE WHEN "t93"."partner_kind" IN ('university') THEN 1 ELSE 0 END) AS "part_2",
          MAX(CASE WHEN "t93"."partner_kind" IN ('training_provider') THEN 1 ELSE 0 END) AS "part_3"
        FROM (
          SELECT
            "t83"."student_id",
            "t83"."activity_id",
            "t11"."partner_id",
            "t12"."kind" AS "partner_kind",
            COALESCE("t12"."approved_technical", FALSE) AS "approved"
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
                COALESCE("t9"."year_group", 0) AS "then"
              FROM (
                SELECT
                  "t36"."student_id",
                  "t36"."activity_id",
                  "t36"."starts_on",
                  "t36"."year"
                FROM (
                  SELECT
                    "t28"."student_id",
                    "t28"."year_group" AS "now",
                    "t15"."activity_id",
                    "t16"."starts_on",
                    COALESCE("t16"."kind", '') AS "kind",
                    EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                    COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                    "t16"."purpose_shared",
                    "t16"."learning_outcomes",
                    "t16"."two_way",
                    "t16"."reflection",
                    "t16"."met_range_of_people",
                    "t16"."employer_set_task",
                    "t16"."employer_feedback"
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
                      COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                      AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                      AND "t21"."year_group" IN (11)
                  ) AS "t28"
                  LEFT OUTER JOIN "participation" AS "t15"
                    ON "t15"."student_id" = "t28"."student_id"
                    AND "t15"."school_id" = CAST($school_id AS BIGINT)
                    AND "t15"."attended"
                  LEFT OUTER JOIN "activity" AS "t16"
                    ON "t16"."id" = "t15"."activity_id"
                    AND "t16"."school_id" = CAST($school_id AS BIGINT)
                    AND "t16"."starts_on" <= CAST($day AS DATE)
                    AND "t16"."kind" IN ('provider_encounter', 'higher_education_visit')
                ) AS "t36"
                WHERE
                  "t36"."kind" <> ''
              ) AS "t57"
              LEFT OUTER JOIN "enrolment" AS "t9"
                ON "t9"."student_id" = "t57"."student_id"
                AND "t9"."academic_year" = "t57"."year"
                AND "t9"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t67"
            WHERE
              "t67"."then" BETWEEN 7 AND 11
          ) AS "t83"
          LEFT OUTER JOIN "activity_partner" AS "t11"
            ON "t11"."activity_id" = "t83"."activity_id"
            AND "t11"."school_id" = CAST($school_id AS BIGINT)
          LEFT OUTER JOIN "partner" AS "t12"
            ON "t12"."id" = "t11"."partner_id"
            AND "t12"."school_id" = CAST($school_id AS BIGINT)
        ) AS "t93"
        GROUP BY
          1
      ) AS "t107"
      WHERE
        "t107"."part_0" = 1
        AND "t107"."part_1" = 1
        AND "t107"."part_2" = 1
        AND "t107"."part_3" = 1
    )
    THEN 1
    ELSE 0
  END AS "provider_range_by_16__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "recruitment_practice_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_recruitment_practice_years_7_to_11" >= 1
    )
    THEN 1
    ELSE 0
  END AS "recruitment_practice_by_16__having",
  CASE WHEN "t27"."year_group" IN (13) THEN 1 ELSE 0 END AS "recruitment_practice_by_18__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND "t27"."student_id" IN (
      SELECT
        "t101"."student_id"
      FROM (
        SELECT
          "t95"."student_id",
          COUNT(DISTINCT "t95"."code") AS "methods"
        FROM (
          SELECT
            "t84"."student_id",
            "t84"."activity_id",
            "t13"."id",
            "t13"."school_id",
            "t13"."activity_id" AS "activity_id_right",
            "t13"."list",
            "t13"."code"
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
                COALESCE("t9"."year_group", 0) AS "then"
              FROM (
                SELECT
                  "t39"."student_id",
                  "t39"."activity_id",
                  "t39"."starts_on",
                  "t39"."year"
                FROM (
                  SELECT
                    "t29"."student_id",
                    "t29"."year_group" AS "now",
                    "t15"."activity_id",
                    "t16"."starts_on",
                    COALESCE("t16"."kind", '') AS "kind",
                    EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                    COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                    "t16"."purpose_shared",
                    "t16"."learning_outcomes",
                    "t16"."two_way",
                    "t16"."reflection",
                    "t16"."met_range_of_people",
                    "t16"."employer_set_task",
                    "t16"."employer_feedback"
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
                      COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                      AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                      AND "t21"."year_group" IN (13)
                  ) AS "t29"
                  LEFT OUTER JOIN "participation" AS "t15"
                    ON "t15"."student_id" = "t29"."student_id"
                    AND "t15"."school_id" = CAST($school_id AS BIGINT)
                    AND "t15"."attended"
                  LEFT OUTER JOIN "activity" AS "t16"
                    ON "t16"."id" = "t15"."activity_id"
                    AND "t16"."school_id" = CAST($school_id AS BIGINT)
                    AND "t16"."starts_on" <= CAST($day AS DATE)
                    AND "t16"."kind" IN ('recruitment_practice')
                ) AS "t39"
                WHERE
                  "t39"."kind" <> ''
              ) AS "t60"
              LEFT OUTER JOIN "enrolment" AS "t9"
                ON "t9"."student_id" = "t60"."student_id"
                AND "t9"."academic_year" = "t60"."year"
                AND "t9"."school_id" = CAST($school_id AS BIGINT)
            ) AS "t70"
            WHERE
              "t70"."then" BETWEEN 12 AND 13
          ) AS "t84"
          LEFT OUTER JOIN "activity_code" AS "t13"
            ON "t13"."activity_id" = "t84"."activity_id"
            AND "t13"."school_id" = CAST($school_id AS BIGINT)
            AND "t13"."list" = 'recruitment_method'
        ) AS "t95"
        GROUP BY
          1
      ) AS "t101"
      WHERE
        "t101"."methods" >= 2
    )
    THEN 1
    ELSE 0
  END AS "recruitment_practice_by_18__having",
  CASE
    WHEN "t27"."year_group" IN (13) AND COALESCE("t27"."considering_he", FALSE)
    THEN 1
    ELSE 0
  END AS "two_higher_education_visits_by_18__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND COALESCE("t27"."considering_he", FALSE)
    AND "t27"."student_id" IN (
      SELECT
        "t86"."student_id"
      FROM (
        SELECT
          "t80"."student_id",
          COUNT(DISTINCT "t80"."starts_on") AS "days"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t62"."student_id",
              "t62"."activity_id",
              "t62"."starts_on",
              "t62"."year",
              COALESCE("t9"."year_group", 0) AS "then"
            FROM (
              SELECT
                "t41"."student_id",
                "t41"."activity_id",
                "t41"."starts_on",
                "t41"."year"
              FROM (
                SELECT
                  "t30"."student_id",
                  "t30"."year_group" AS "now",
                  "t15"."activity_id",
                  "t16"."starts_on",
                  COALESCE("t16"."kind", '') AS "kind",
                  EXTRACT(year FROM "t16"."starts_on") - CASE WHEN EXTRACT(month FROM "t16"."starts_on") < 9 THEN 1 ELSE 0 END AS "year",
                  COALESCE("t15"."hours_e4", "t16"."hours_e4", 0) AS "spent_e4",
                  "t16"."purpose_shared",
                  "t16"."learning_outcomes",
                  "t16"."two_way",
                  "t16"."reflection",
                  "t16"."met_range_of_people",
                  "t16"."employer_set_task",
                  "t16"."employer_feedback"
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
                    COALESCE("t21"."joined_on", CAST($day AS DATE)) <= CAST($day AS DATE)
                    AND COALESCE("t21"."left_on", CAST($day AS DATE)) >= CAST($day AS DATE)
                    AND "t21"."year_group" IN (13)
                    AND COALESCE("t21"."considering_he", FALSE)
                ) AS "t30"
                LEFT OUTER JOIN "participation" AS "t15"
                  ON "t15"."student_id" = "t30"."student_id"
                  AND "t15"."school_id" = CAST($school_id AS BIGINT)
                  AND "t15"."attended"
                LEFT OUTER JOIN "activity" AS "t16"
                  ON "t16"."id" = "t15"."activity_id"
                  AND "t16"."school_id" = CAST($school_id AS BIGINT)
                  AND "t16"."starts_on" <= CAST($day AS DATE)
                  AND "t16"."kind" IN ('higher_education_visit')
              ) AS "t41"
              WHERE
                "t41"."kind" <> ''
            ) AS "t62"
            LEFT OUTER JOIN "enrolment" AS "t9"
              ON "t9"."student_id" = "t62"."student_id"
              AND "t9"."academic_year" = "t62"."year"
              AND "t9"."school_id" = CAST($school_id AS BIGINT)
          ) AS "t72"
          WHERE
            "t72"."then" BETWEEN 12 AND 13
        ) AS "t80"
        GROUP BY
          1
      ) AS "t86"
      WHERE
        "t86"."days" >= 2
    )
    THEN 1
    ELSE 0
  END AS "two_higher_education_visits_by_18__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_experience_by_16__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_workplace_experience_years_7_to_11" >= 1
    )
    THEN 1
    ELSE 0
  END AS "workplace_experience_by_16__having",
  CASE WHEN "t27"."year_group" IN (13) THEN 1 ELSE 0 END AS "workplace_experience_by_18__among",
  CASE
    WHEN "t27"."year_group" IN (13)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."activities_workplace_experience_years_12_to_13" >= 1
    )
    THEN 1
    ELSE 0
  END AS "workplace_experience_by_18__having",
  CASE WHEN "t27"."year_group" IN (9) THEN 1 ELSE 0 END AS "workplace_week_key_stage_3__among",
  CASE
    WHEN "t27"."year_group" IN (9)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."hours_e4_workplace_experience_years_7_to_9" >= 250000
    )
    THEN 1
    ELSE 0
  END AS "workplace_week_key_stage_3__having",
  CASE WHEN "t27"."year_group" IN (11) THEN 1 ELSE 0 END AS "workplace_week_key_stage_4__among",
  CASE
    WHEN "t27"."year_group" IN (11)
    AND "t27"."student_id" IN (
      SELECT
        "t119"."student_id"
      FROM "t118" AS "t119"
      WHERE
        "t119"."hours_e4_workplace_experience_years_10_to_11" >= 250000
    )
    THEN 1
    ELSE 0
  END AS "workplace_week_key_stage_4__having"
FROM "t22" AS "t27"
