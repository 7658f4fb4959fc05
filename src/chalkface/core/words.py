"""The words shown for the codes of the exchange format."""

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

ROUTES = {
    "school_sixth_form": "school sixth form",
    "sixth_form_college": "sixth-form college",
    "further_education": "further education college",
    "higher_education": "higher education",
    "apprenticeship": "apprenticeship",
    "supported_internship": "supported internship",
    "other_education": "other education",
    "employment_with_training": "employment with training",
    "employment": "employment",
    "voluntary": "voluntary work",
    "neet": "not in education, employment or training",
    "custody": "custody",
    "moved_away": "moved away",
    "deceased": "deceased",
    "unknown": "not known",
}
