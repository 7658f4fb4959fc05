-- The tally of leaver_routes: written by `python -m chalkface.indicators.compile`, never by hand.
-- From chalkface/indicators/definitions and expressions/leaver_routes.py, by Ibis 12.0.0.
SELECT
  "t34"."stage",
  "t34"."route",
  "t34"."status",
  "t34"."level",
  "t34"."university",
  "t34"."sex",
  "t34"."pupil_premium",
  "t34"."sen",
  "t34"."looked_after",
  "t34"."eal",
  "t34"."ethnicity_group",
  "t34"."encounters",
  "t34"."workplace",
  "t34"."guidance",
  COUNT(*) AS "leavers"
FROM (
  SELECT
    "t17"."stage",
    COALESCE("t19"."route", '') AS "route",
    COALESCE("t19"."status", '') AS "status",
    COALESCE("t19"."level", -1) AS "level",
    CASE
      WHEN FALSE OR "t19"."ukprn" IN ('10007774', '10007788')
      THEN 'oxbridge'
      WHEN FALSE
      OR (
        "t19"."ukprn" IN (
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
            CAST($leaving_year AS BIGINT) + 1
          ) >= 1994
        )
      )
      OR (
        "t19"."ukprn" IN ('10003645', '10007814')
        AND (
          (
            CAST($leaving_year AS BIGINT) + 1
          ) >= 1998
        )
      )
      OR (
        "t19"."ukprn" IN ('10005343')
        AND (
          (
            CAST($leaving_year AS BIGINT) + 1
          ) >= 2006
        )
      )
      OR (
        "t19"."ukprn" IN ('10007143', '10007167', '10007775', '10007792')
        AND (
          (
            CAST($leaving_year AS BIGINT) + 1
          ) >= 2012
        )
      )
      THEN 'russell-group'
      ELSE ''
    END AS "university",
    "t17"."sex",
    "t17"."pupil_premium",
    "t17"."sen",
    "t17"."looked_after",
    "t17"."eal",
    "t17"."ethnicity_group",
    CASE
      WHEN COALESCE("t33"."encounters", 0) >= 3
      THEN '3+'
      WHEN COALESCE("t33"."encounters", 0) >= 1
      THEN '1-2'
      ELSE '0'
    END AS "encounters",
    CASE WHEN COALESCE("t33"."workplaces", 0) > 0 THEN 'yes' ELSE 'no' END AS "workplace",
    CASE WHEN COALESCE("t31"."meetings", 0) > 0 THEN 'yes' ELSE 'no' END AS "guidance"
  FROM (
    SELECT
      "t14"."student_id",
      "t14"."sex",
      "t14"."pupil_premium",
      "t14"."sen",
      "t14"."looked_after",
      "t14"."eal",
      "t14"."ethnicity_group",
      CASE
        WHEN "t14"."year_group" = 11
        THEN 16
        WHEN "t14"."year_group" = 13
        THEN 18
        ELSE 0
      END AS "stage"
    FROM (
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
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'W'
          THEN 'white'
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'M'
          THEN 'mixed'
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'A'
          THEN 'asian'
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'B'
          THEN 'black'
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'C'
          THEN 'chinese'
          WHEN SUBSTRING(
            "t7"."ethnicity",
            CASE WHEN (
              0 + 1
            ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
            1
          ) = 'O'
          THEN 'other'
          ELSE 'unknown'
        END AS "ethnicity_group"
      FROM (
        SELECT
          *
        FROM "enrolment" AS "t0"
        WHERE
          "t0"."school_id" = CAST($school_id AS BIGINT)
          AND "t0"."academic_year" = CAST($leaving_year AS BIGINT)
          AND "t0"."year_group" IN (11, 13)
      ) AS "t12"
      LEFT OUTER JOIN "student" AS "t7"
        ON "t7"."id" = "t12"."student_id"
        AND "t7"."school_id" = CAST($school_id AS BIGINT)
    ) AS "t14"
  ) AS "t17"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t13"."id",
        "t13"."school_id",
        "t13"."student_id",
        "t13"."stage",
        "t13"."academic_year",
        "t13"."route",
        "t13"."status",
        "t13"."ukprn",
        "t13"."level",
        "t13"."recorded_on",
        "t13"."position",
        ROW_NUMBER() OVER (
          PARTITION BY "t13"."student_id", "t13"."stage"
          ORDER BY CASE
            WHEN "t13"."status" IN ('started', 'sustained', 'not_sustained')
            THEN 1
            ELSE 0
          END DESC, CASE WHEN "t13"."recorded_on" IS NULL THEN 1 ELSE 0 END ASC, "t13"."recorded_on" DESC, "t13"."position" DESC, "t13"."id" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "rank"
      FROM (
        SELECT
          *
        FROM "destination" AS "t2"
        WHERE
          "t2"."school_id" = CAST($school_id AS BIGINT)
          AND "t2"."academic_year" = (
            CAST($leaving_year AS BIGINT) + 1
          )
          AND "t2"."stage" IN (16, 18)
          AND (
            (
              "t2"."recorded_on" IS NULL
            )
            OR (
              "t2"."recorded_on" <= CAST($day AS DATE)
            )
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      "t15"."rank" = 0
  ) AS "t19"
    ON "t19"."student_id" = "t17"."student_id" AND "t19"."stage" = "t17"."stage"
  LEFT OUTER JOIN (
    SELECT
      "t28"."student_id",
      "t28"."stage",
      SUM(CASE WHEN "t28"."kind" = 'employer_encounter' THEN 1 ELSE 0 END) AS "encounters",
      SUM(CASE WHEN "t28"."kind" = 'workplace_experience' THEN 1 ELSE 0 END) AS "workplaces"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t24"."student_id",
          "t24"."stage",
          "t24"."kind",
          "t24"."year",
          COALESCE("t6"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t17"."student_id",
              "t17"."stage",
              COALESCE("t9"."kind", '') AS "kind",
              COALESCE(
                EXTRACT(year FROM "t9"."starts_on") - CASE WHEN EXTRACT(month FROM "t9"."starts_on") < 9 THEN 1 ELSE 0 END,
                0
              ) AS "year"
            FROM (
              SELECT
                "t14"."student_id",
                "t14"."sex",
                "t14"."pupil_premium",
                "t14"."sen",
                "t14"."looked_after",
                "t14"."eal",
                "t14"."ethnicity_group",
                CASE
                  WHEN "t14"."year_group" = 11
                  THEN 16
                  WHEN "t14"."year_group" = 13
                  THEN 18
                  ELSE 0
                END AS "stage"
              FROM (
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
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'W'
                    THEN 'white'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'M'
                    THEN 'mixed'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'A'
                    THEN 'asian'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'B'
                    THEN 'black'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'C'
                    THEN 'chinese'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'O'
                    THEN 'other'
                    ELSE 'unknown'
                  END AS "ethnicity_group"
                FROM (
                  SELECT
                    *
                  FROM "enrolment" AS "t0"
                  WHERE
                    "t0"."school_id" = CAST($school_id AS BIGINT)
                    AND "t0"."academic_year" = CAST($leaving_year AS BIGINT)
                    AND "t0"."year_group" IN (11, 13)
                ) AS "t12"
                LEFT OUTER JOIN "student" AS "t7"
                  ON "t7"."id" = "t12"."student_id"
                  AND "t7"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t14"
            ) AS "t17"
            LEFT OUTER JOIN "participation" AS "t8"
              ON "t8"."student_id" = "t17"."student_id"
              AND "t8"."school_id" = CAST($school_id AS BIGINT)
              AND "t8"."attended"
            LEFT OUTER JOIN "activity" AS "t9"
              ON "t9"."id" = "t8"."activity_id"
              AND "t9"."school_id" = CAST($school_id AS BIGINT)
              AND "t9"."starts_on" <= CAST($day AS DATE)
          ) AS "t20"
          WHERE
            "t20"."kind" IN ('employer_encounter', 'workplace_experience')
        ) AS "t24"
        LEFT OUTER JOIN "enrolment" AS "t6"
          ON "t6"."student_id" = "t24"."student_id"
          AND "t6"."academic_year" = "t24"."year"
          AND "t6"."school_id" = CAST($school_id AS BIGINT)
      ) AS "t26"
      WHERE
        FALSE
        OR (
          (
            "t26"."stage" = 16
          ) AND "t26"."then" BETWEEN 7 AND 11
        )
        OR (
          (
            "t26"."stage" = 18
          ) AND "t26"."then" BETWEEN 12 AND 13
        )
    ) AS "t28"
    GROUP BY
      1,
      2
  ) AS "t33"
    ON "t33"."student_id" = "t17"."student_id" AND "t33"."stage" = "t17"."stage"
  LEFT OUTER JOIN (
    SELECT
      "t29"."student_id",
      "t29"."stage",
      COUNT(*) AS "meetings"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t25"."student_id",
          "t25"."stage",
          "t25"."year",
          COALESCE("t6"."year_group", 0) AS "then"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t17"."student_id",
              "t17"."stage",
              COALESCE(
                EXTRACT(year FROM "t10"."met_on") - CASE WHEN EXTRACT(month FROM "t10"."met_on") < 9 THEN 1 ELSE 0 END,
                0
              ) AS "year"
            FROM (
              SELECT
                "t14"."student_id",
                "t14"."sex",
                "t14"."pupil_premium",
                "t14"."sen",
                "t14"."looked_after",
                "t14"."eal",
                "t14"."ethnicity_group",
                CASE
                  WHEN "t14"."year_group" = 11
                  THEN 16
                  WHEN "t14"."year_group" = 13
                  THEN 18
                  ELSE 0
                END AS "stage"
              FROM (
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
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'W'
                    THEN 'white'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'M'
                    THEN 'mixed'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'A'
                    THEN 'asian'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'B'
                    THEN 'black'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'C'
                    THEN 'chinese'
                    WHEN SUBSTRING(
                      "t7"."ethnicity",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t7"."ethnicity") END,
                      1
                    ) = 'O'
                    THEN 'other'
                    ELSE 'unknown'
                  END AS "ethnicity_group"
                FROM (
                  SELECT
                    *
                  FROM "enrolment" AS "t0"
                  WHERE
                    "t0"."school_id" = CAST($school_id AS BIGINT)
                    AND "t0"."academic_year" = CAST($leaving_year AS BIGINT)
                    AND "t0"."year_group" IN (11, 13)
                ) AS "t12"
                LEFT OUTER JOIN "student" AS "t7"
                  ON "t7"."id" = "t12"."student_id"
                  AND "t7"."school_id" = CAST($school_id AS BIGINT)
              ) AS "t14"
            ) AS "t17"
            LEFT OUTER JOIN "guidance_meeting" AS "t10"
              ON "t10"."student_id" = "t17"."student_id"
              AND "t10"."school_id" = CAST($school_id AS BIGINT)
              AND "t10"."met_on" <= CAST($day AS DATE)
              AND "t10"."adviser_level" >= 6
              AND COALESCE("t10"."attended", TRUE)
          ) AS "t21"
          WHERE
            "t21"."year" <> 0
        ) AS "t25"
        LEFT OUTER JOIN "enrolment" AS "t6"
          ON "t6"."student_id" = "t25"."student_id"
          AND "t6"."academic_year" = "t25"."year"
          AND "t6"."school_id" = CAST($school_id AS BIGINT)
      ) AS "t27"
      WHERE
        FALSE
        OR (
          (
            "t27"."stage" = 16
          ) AND "t27"."then" BETWEEN 7 AND 11
        )
        OR (
          (
            "t27"."stage" = 18
          ) AND "t27"."then" BETWEEN 12 AND 13
        )
    ) AS "t29"
    GROUP BY
      1,
      2
  ) AS "t31"
    ON "t31"."student_id" = "t17"."student_id" AND "t31"."stage" = "t17"."stage"
) AS "t34"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14
