-- The members of actions_due: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/actions_due.py, by Ibis 12.0.0.
SELECT
  "t12"."action_id",
  "t12"."student_id",
  "t12"."year_group",
  "t12"."sex",
  "t12"."pupil_premium",
  "t12"."sen",
  "t12"."looked_after",
  "t12"."eal",
  "t12"."ethnicity_group",
  CASE WHEN "t12"."action_id" IS NOT NULL THEN 1 ELSE 0 END AS "agreed_actions_closed__among",
  CASE
    WHEN (
      "t12"."status" = 'done'
    )
    AND COALESCE("t12"."need_met", FALSE)
    AND (
      "t12"."confirmed_on" <= CAST($day AS DATE)
    )
    THEN 1
    ELSE 0
  END AS "agreed_actions_closed__having"
FROM (
  SELECT
    "t11"."status",
    "t11"."need_met",
    "t11"."confirmed_on",
    "t11"."action_id",
    "t11"."named",
    "t11"."met",
    "t11"."student_id",
    CASE WHEN "t4"."sex" = 'F' THEN 'F' WHEN "t4"."sex" = 'M' THEN 'M' ELSE 'unknown' END AS "sex",
    CASE
      WHEN "t4"."pupil_premium"
      THEN 'yes'
      WHEN NOT (
        "t4"."pupil_premium"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "pupil_premium",
    CASE
      WHEN "t4"."sen_provision" = 'N'
      THEN 'no'
      WHEN "t4"."sen_provision" = 'K'
      THEN 'yes'
      WHEN "t4"."sen_provision" = 'E'
      THEN 'yes'
      ELSE 'unknown'
    END AS "sen",
    CASE
      WHEN "t4"."looked_after"
      THEN 'yes'
      WHEN NOT (
        "t4"."looked_after"
      )
      THEN 'no'
      ELSE 'unknown'
    END AS "looked_after",
    CASE WHEN "t4"."eal" THEN 'yes' WHEN NOT (
      "t4"."eal"
    ) THEN 'no' ELSE 'unknown' END AS "eal",
    CASE
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'W'
      THEN 'white'
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'M'
      THEN 'mixed'
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'A'
      THEN 'asian'
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'B'
      THEN 'black'
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'C'
      THEN 'chinese'
      WHEN SUBSTRING(
        "t4"."ethnicity",
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t4"."ethnicity") END,
        1
      ) = 'O'
      THEN 'other'
      ELSE 'unknown'
    END AS "ethnicity_group",
    "t5"."year_group"
  FROM (
    SELECT
      "t9"."status",
      "t9"."need_met",
      "t9"."confirmed_on",
      "t9"."action_id",
      "t9"."named",
      "t9"."met",
      COALESCE("t9"."named", "t9"."met") AS "student_id"
    FROM (
      SELECT
        "t8"."status",
        "t8"."need_met",
        "t8"."confirmed_on",
        "t8"."id" AS "action_id",
        "t8"."student_id" AS "named",
        "t6"."student_id" AS "met"
      FROM (
        SELECT
          *
        FROM "action" AS "t2"
        WHERE
          "t2"."school_id" = CAST($school_id AS BIGINT)
          AND "t2"."due_on" <= CAST($day AS DATE)
      ) AS "t8"
      LEFT OUTER JOIN "guidance_meeting" AS "t6"
        ON "t6"."id" = "t8"."meeting_id"
        AND "t6"."school_id" = CAST($school_id AS BIGINT)
    ) AS "t9"
  ) AS "t11"
  LEFT OUTER JOIN "student" AS "t4"
    ON "t4"."id" = "t11"."student_id"
    AND "t4"."school_id" = CAST($school_id AS BIGINT)
  LEFT OUTER JOIN "enrolment" AS "t5"
    ON "t5"."student_id" = "t11"."student_id"
    AND "t5"."academic_year" = CAST($year AS BIGINT)
    AND "t5"."school_id" = CAST($school_id AS BIGINT)
) AS "t12"
