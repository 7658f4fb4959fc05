"""The words shown for kinds of activity and for days. Those of destination routes are in ``destination_routes``."""

from datetime import date

ACTIVITY_KINDS = {
    "employer_encounter": "employer encounter",
    "workplace_experience": "experience of the workplace",
    "provider_encounter": "provider encounter",
    "higher_education_visit": "visit to higher education",
    "labour_market_information": "careers and labour market information",
    "curriculum_link": "lesson link",
    "recruitment_practice": "recruitment practice",
    "skills_practice": "skills practice",
    "parent_event": "event for parents",
    "staff_training": "staff training",
    "other": "other activity",
}


def day_words(day: date) -> str:
    """A day as it is written everywhere: 3 October 2025."""
    return f"{day.day} {day:%B %Y}"
