"""Voices and levels in the words of forms, for every page that shows them."""

VOICES = {
    "leader": "Careers leader",
    "teacher": "Teachers and other staff",
    "student": "Students",
    "parent": "Parents and carers",
    "partner": "Employers and other partners",
    "governor": "Governors",
}
LEVELS = [
    {"value": "fully", "label": "In full"},
    {"value": "partly", "label": "In part"},
    {"value": "none", "label": "Not yet"},
    {"value": "not_applicable", "label": "Does not apply to us"},
]
# What somebody who was asked may say: a person answers for what they know.
ANSWERS = [
    {"value": "fully", "label": "Yes, fully"},
    {"value": "partly", "label": "In part"},
    {"value": "none", "label": "Not yet"},
    {"value": "dont_know", "label": "I cannot say"},
]
TERMS = {0: "any term", 1: "autumn", 2: "spring", 3: "summer"}
EXTENTS = [
    {"value": "whole", "label": "Taught to the whole year group"},
    {"value": "some", "label": "Taught to some classes"},
    {"value": "", "label": "Not taught yet"},
]
