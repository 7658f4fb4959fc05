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

# What the fields of the plan are called beside their questions, in histories and where two people's texts are merged.
FIELD_WORDS = {
    "activity_id": "Activity",
    "address": "Address",
    "area": "Area",
    "award": "Award or review",
    "baseline_denominator": "Baseline, of how many",
    "baseline_numerator": "Baseline, how many",
    "baseline_on": "Baseline measured on",
    "body": "Awarding body",
    "cancelled_because": "Why it was cancelled",
    "cancelled_on": "Cancelled on",
    "checked_on": "Checked on",
    "closed_because": "Why it was closed",
    "closed_on": "Closed on",
    "cost": "Cost, in pounds",
    "decisions": "Decisions",
    "development_plan": "In the school’s development plan",
    "done_on": "Done on",
    "due_on": "Due on",
    "ended_on": "Ended on",
    "ends_on": "Last day",
    "evidence": "Evidence",
    "from_year": "From",
    "group": "Group that is measured",
    "holder": "Held by",
    "hours_given": "Hours of staff given",
    "indicator": "Indicator",
    "link": "What it links to",
    "membership_id": "Account",
    "minutes_a_week": "Minutes a week",
    "next_check_on": "Next check",
    "next_on": "Next meeting",
    "note": "Note",
    "notes": "Notes",
    "objective_id": "Objective",
    "other_explanations": "What else could explain it",
    "outcome": "Outcome",
    "outcome_id": "Outcome",
    "own_words": "In our own words",
    "owner": "Owner",
    "place": "Where",
    "places": "Places",
    "position": "Order",
    "post_id": "Post",
    "pounds_given": "Pounds given",
    "present": "Present",
    "priorities": "The school’s own priorities",
    "problem": "Problem",
    "purpose": "What the post is for",
    "resource": "What it needs",
    "retired_on": "Retired on",
    "review_on": "To be reviewed on",
    "runs_out_on": "Until",
    "staff_hours": "Staff time, in hours",
    "starts_on": "First day",
    "status": "Status",
    "student_group": "For whom",
    "subject": "Subject",
    "summary": "Where we stand",
    "target_on": "Target day",
    "target_percent": "Target, per cent",
    "term": "Term",
    "title": "Title",
    "to_year": "Until",
    "view": "How we see it",
    "training": "Training",
    "vision": "Vision",
    "what": "What",
    "who": "Who",
    "wording": "Wording",
    "year_group": "Year group",
}
# Where an objective stands, by the state that its progress says.
COURSE_WORDS = {
    "no_indicator": "no indicator",
    "no_target": "no target",
    "no_baseline": "no baseline",
    "hidden": "hidden (c)",
    "nobody": "nobody to count",
    "begun": "just begun",
    "reached": "reached",
    "ahead": "on course",
    "behind": "behind",
    "missed": "not reached by its day",
    "closed": "closed",
}
STATUS_WORDS = {"to_do": "to do", "doing": "doing", "done": "done", "draft": "draft", "current": "current", "closed": "closed"}


def field_words(field: str) -> str:
    """What a field is called; a field without a word of its own is called by its name."""
    plain = field.removesuffix("_id").replace("_", " ")
    return FIELD_WORDS.get(field, f"{plain[:1].upper()}{plain[1:]}")


def day_words(day: date) -> str:
    """A day as it is written everywhere: 3 October 2025."""
    return f"{day.day} {day:%B %Y}"
