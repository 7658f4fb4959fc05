"""What is asked about an activity: how it was held, the facts that decide whether it was meaningful, kinds of partner."""

# The facts that decide whether an activity was meaningful, in words, by the kinds that ask them.
MEANINGFUL = (
    ("purpose_shared", "Its purpose was shared beforehand"),
    ("learning_outcomes", "It had learning outcomes"),
    ("two_way", "It went both ways: students could ask and answer"),
    ("reflection", "There was time to reflect afterwards"),
)
WORKPLACE = (
    ("met_range_of_people", "Students met a range of people"),
    ("employer_set_task", "They did a task set by the employer"),
    ("employer_feedback", "The employer gave feedback"),
)
PROVIDER = (
    ("in_school_day", "It was within the school day"),
    ("explained_qualifications", "The provider explained its qualifications"),
    ("explained_careers", "It explained the careers they lead to"),
    ("explained_learning", "It explained what learning there is like"),
    ("answered_questions", "It answered questions"),
)
FACTS = {"workplace_experience": MEANINGFUL + WORKPLACE, "provider_encounter": MEANINGFUL + PROVIDER}
FACT_NAMES = tuple(name for name, _ in MEANINGFUL + WORKPLACE + PROVIDER)
MODES = {"in_person": "in person", "virtual": "online", "blended": "partly online"}
PARTNER_KINDS = {
    "employer": "employer",
    "alumni": "former student",
    "sixth_form": "school sixth form",
    "sixth_form_college": "sixth-form college",
    "further_education": "further education college",
    "university": "university",
    "training_provider": "training provider",
    "public_body": "public body",
    "charity": "charity",
    "other": "other",
}


def facts_asked(kind: str) -> tuple[tuple[str, str], ...]:
    """(name, words) of the facts that are asked about an activity of a kind."""
    return FACTS.get(kind, MEANINGFUL)
