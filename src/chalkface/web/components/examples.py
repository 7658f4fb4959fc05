"""Every component with examples: the gallery page shows them, the tests render them. All people and schools are invented.

An example is ``Example(component, arguments, inside, note)``; ``inside`` is the mark-up a ``call`` block would hold.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import Environment
from markupsafe import Markup


@dataclass(frozen=True)
class Example:
    """One way to use a component: its name in ``ui``, the named arguments, what a call block holds, why one would."""

    component: str
    arguments: dict[str, Any] = field(default_factory=dict)
    inside: str = ""
    note: str = ""


def render(environment: Environment, example: Example) -> Markup:
    """The mark-up of one example, from a furnished environment."""
    macro = getattr(environment.globals["ui"], example.component)
    if example.inside:
        return macro(**example.arguments, caller=lambda: Markup(example.inside))
    return macro(**example.arguments)


YEARS = [{"value": year, "label": f"Year {year}"} for year in range(7, 14)]
HEADS = [
    {"label": "Student", "sort": "?sort=name", "sorted": "ascending"},
    {"label": "Tutor group", "sort": "?sort=tutor"},
    {"label": "Encounters", "numeric": True, "sort": "?sort=encounters"},
    {"label": "Intended destination"},
]
STUDENTS = [
    [{"text": "Amaya Thornbury", "href": "#s1"}, "11 Oak", 4, "Level 3 engineering, Wexcombe College"],
    [{"text": "Bilal Marchetti", "href": "#s2"}, "11 Elm", 0, None],
    [{"text": "Cerys Okonjo-Vale", "href": "#s3"}, "11 Oak", 2, {"text": "Apprenticeship", "small": "electrical, not yet applied"}],
]
GROUPS = [
    ["All students", {"numerator": 145, "denominator": 182, "href": "#g1"}, {"numerator": 160, "denominator": 176}, {"numerator": 171, "denominator": 171}],
    ["Disadvantaged", {"numerator": 31, "denominator": 58}, {"numerator": 40, "denominator": 52}, {"numerator": 49, "denominator": 49}],
    ["Looked after", {"hidden": True}, {"hidden": True}, {"denominator": 0}],
]

EXAMPLES = [
    Example("button", {"text": "Save the objective"}),
    Example("button", {"text": "Save as a draft", "kind": "secondary"}),
    Example("button", {"text": "Remove the example school", "kind": "danger"}),
    Example("button", {"text": "Not now", "kind": "link"}),
    Example("button", {"text": "Import 2 files", "disabled": True}),
    Example("link_button", {"text": "Start a review", "href": "#start"}),
    Example("field", {"name": "title", "label": "What is the activity called?", "hint": "As students will read it."}),
    Example("field", {"name": "hours", "label": "Hours", "type": "text", "inputmode": "decimal", "width": "w4", "value": "1.5", "error": "Hours must be more than 0 and at most 40"}),
    Example("field", {"name": "starts", "label": "Starts on", "type": "date", "width": "w10", "optional": True}),
    Example("textarea", {"name": "why", "label": "Why does this matter here?", "rows": 3, "value": "Few Year 9s have met a technical provider."}),
    Example("fieldset", {"legend": "The adviser's day"}, '<p>Questions that belong together stand here.</p>'),
    Example("radios", {"name": "kind", "legend": "What kind of encounter was it?", "options": [{"value": "employer", "label": "With an employer"}, {"value": "provider", "label": "With a provider", "hint": "A college, a training provider or a university"}], "value": "provider"}),
    Example("radios", {"name": "met", "legend": "Was the need met?", "options": ["Yes", "Not yet"], "inline": True, "error": "Choose yes or not yet", "id": "need-met"}),
    Example("checkboxes", {"name": "years", "legend": "Which year groups?", "options": YEARS, "values": [9, 10], "inline": True}),
    Example("checkbox", {"name": "shared", "label": "Students were told what it is for", "checked": True}),
    Example("select", {"name": "year", "label": "Year group", "options": YEARS, "value": 11, "blank": "Any year group"}),
    Example("file_upload", {"name": "file", "label": "Your student list", "hint": "CSV or Excel, as your school system gives it."}),
    Example("error_summary", {"errors": [("hours", "Hours must be more than 0 and at most 40"), ("need-met", "Choose yes or not yet")]}),
    Example("notice", {"text": "The next review falls due in the week of 12 January."}),
    Example("notice", {"text": "182 students imported. Nothing else was changed.", "kind": "good"}),
    Example("notice", {"title": "18 students have left", "text": "They are in last term's list and not in this one.", "kind": "warn"}),
    Example("notice", {"text": "Row 14 has no date of birth.", "kind": "problem"}),
    Example("banner", {"text": "This is an example school. Nobody in it is real."}, '<a href="#remove">Remove it and start your own</a>'),
    Example("empty_state", {"title": "No activities yet", "text": "Drop last year's tracker and it becomes this year's first draft.", "action": "Import a tracker", "href": "#import"}),
    Example("help_box", {"summary": "What counts as an encounter?"}, "<p>A talk, visit or task in which a student meets somebody from outside the school and the purpose was shared beforehand.</p>"),
    Example("details", {"summary": "Earlier answers"}, "<p>In July the answer was “partly”.</p>"),
    Example("tag", {"text": "Draft"}),
    Example("tag", {"text": "On time", "kind": "good"}),
    Example("tag", {"text": "Due this week", "kind": "warn"}),
    Example("tag", {"text": "Late", "kind": "problem"}),
    *(Example("status", {"level": level}) for level in ("fully", "partly", "none", "not-applicable")),
    Example("figure", {"what": "Year 11 students have met an employer this year", "numerator": 145, "denominator": 182, "low": 0.733, "high": 0.849, "how": "#how", "people": "#people", "people_text": "See the 37 who have not"}),
    Example("figure", {"what": "looked-after students have had a guidance meeting", "hidden": True, "how": "#how"}, note="A suppressed figure"),
    Example("figure", {"what": "Year 13 students have a destination", "numerator": 0, "denominator": 0}, note="An empty population"),
    Example("share_bar", {"label": "Disadvantaged", "numerator": 31, "denominator": 58, "mark": 0.8, "mark_label": "all students,"}),
    Example("share_bar", {"label": "Looked after", "hidden": True}),
    Example("sentence", {"text": "37 of 182 have had no guidance meeting; 9 are priority.", "href": "#who", "how": "#how"}),
    Example("progress", {"value": 640, "maximum": 1500, "label": "Reading the student list"}),
    Example("table", {"caption": "Year 11 students", "columns": HEADS, "rows": STUDENTS, "note": "3 of 182 shown"}),
    Example("table", {"caption": "Met an employer, by year group", "columns": ["Group", *({"label": f"Year {year}", "numeric": True} for year in (9, 10, 11))], "rows": GROUPS}, note="Cells with numerator and denominator are shares"),
    Example("table_frame", {"caption": "A table written by hand"}, '<thead><tr><th scope="col">Benchmark</th><th scope="col">Level</th></tr></thead><tbody><tr><th scope="row">A stable programme</th><td><span class="status fully">Fully</span></td></tr></tbody>'),
    Example("pagination", {"page": 4, "pages": 24, "base": "?page=", "total": 1200, "noun": "students"}),
    Example("breadcrumb", {"items": [("Home", "#"), ("Students", "#students")]}),
    Example("tabs", {"label": "The review", "items": [{"label": "Benchmarks", "url": "#b", "current": True}, {"label": "By year group", "url": "#y", "current": False}, {"label": "Open findings", "url": "#f", "current": False, "count": 7}]}),
    Example("form_actions", {"text": "Save and go on", "cancel": "#cancel"}),
    Example("summary_list", {"rows": [("Name", "Wexcombe Vale School", "#change"), ("Kind", "Mainstream, Years 7 to 13"), ("Link governor", None, "#change-governor")]}),
    Example("timeline", {"items": [{"when": date(2026, 10, 12), "title": "Guidance meeting", "text": "Two actions agreed, one owned by the head of year.", "href": "#m1"}, {"when": date(2026, 6, 30), "title": "Work experience, 5 days", "text": "A veterinary practice."}]}),
    Example("person", {"name": "Amaya Thornbury", "detail": "Year 11 Oak", "href": "#s1"}),
]
