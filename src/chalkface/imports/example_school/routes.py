"""Where students go after Year 11 and Year 13, and how that has changed over the six years the school remembers.

``age`` is how many years ago they left (0 for this year's leavers). More take apprenticeships and Level 3 programmes as
the years go on; fewer are lost sight of. Providers are invented but for universities, which are counted by UKPRN.
"""

import random

from chalkface.imports.example_school.identifiers import NAME
from chalkface.imports.example_school.people import Ending, Student
from chalkface.imports.example_school.streams import likely

HISTORY = 5
COLLEGES = ("Ferrybridge Road College (example)", "Saltmarsh College (example)")
SIXTH_FORM_COLLEGE = "Harbour Light Sixth Form College (example)"
OTHER_SIXTH_FORM = "Marsh End Sixth Form (example)"
TRAINERS = ("Brightspan Training (example)", "Anvil and Loom Apprenticeships (example)", "Northquay Skills (example)")
UNIVERSITIES = (
    "University of the Marshes (example)", "Kingsferry Metropolitan University (example)", "Wold University (example)",
    "University of South Quay (example)",
)  # fmt: skip
OXFORD_CAMBRIDGE = (("University of Oxford", "10007774"), ("University of Cambridge", "10007788"))
RUSSELL_GROUP = (
    ("University of Leeds", "10007795"), ("University of Sheffield", "10007157"), ("University of York", "10007167"),
    ("University of Manchester", "10007798"), ("University of Nottingham", "10007154"), ("Durham University", "10007143"),
    ("Newcastle University", "10007799"), ("University of Liverpool", "10006842"),
)  # fmt: skip

Shares = list[tuple[float, str]]


def _pick(rng: random.Random, shares: Shares) -> str | None:
    """The route whose slice of 0-1 the draw falls in; ``None`` in what the slices leave over."""
    draw = rng.random()
    for share, route in shares:
        draw -= share
        if draw < 0:
            return route
    return None


def _risk(student: Student) -> float:
    """How many times likelier than others to be lost or left without a place."""
    return 0.7 * (1.7 if student.pupil_premium else 1) * (2.2 if student.absence > 0.25 else 1)


def _progress(age: int) -> float:
    """0 for the oldest year remembered, 1 for this year's leavers."""
    return 1 - min(max(age, 0), HISTORY) / HISTORY


def ending_at_16(student: Student, age: int, rng: random.Random) -> Ending:
    """What a student does after Year 11."""
    risk, progress, boy = _risk(student), _progress(age), student.sex == "M"
    route = _pick(rng, [
        (0.009, "moved_away"), (0.0006, "deceased"),
        (0.0015 + 0.01 * (student.looked_after or student.absence > 0.45), "custody"),
        ((0.085 - 0.065 * progress) * risk, "unknown"), ((0.045 - 0.018 * progress) * risk, "neet"),
        ((0.03 + 0.045 * progress) * (1.35 if boy else 0.65), "apprenticeship"),
        (0.008, "employment_with_training"), (0.01 * risk, "employment"), (0.002, "voluntary"), (0.006, "other_education"),
        (0.09 if student.sen == "E" else 0, "supported_internship"),
    ])  # fmt: skip
    if route == "apprenticeship":
        return Ending(route, rng.choice(TRAINERS), "3" if rng.random() < 0.35 + 0.1 * progress else "2")
    if route in ("other_education", "supported_internship"):
        return Ending(route, rng.choice(COLLEGES), "1")
    if route:
        return Ending(route)
    if rng.random() < likely(1.05 + 0.4 * progress + 1.1 * student.drive):
        place = rng.random()
        if place < 0.85:
            return Ending("school_sixth_form", NAME, "3")
        if place < 0.95:
            return Ending("sixth_form_college", SIXTH_FORM_COLLEGE, "3")
        return Ending("school_sixth_form", OTHER_SIXTH_FORM, "3")
    lower = "1" if student.sen == "E" or rng.random() < 0.2 else "2"
    level = "3" if rng.random() < likely(0.1 + 0.6 * progress + 0.7 * student.drive) else lower
    return Ending("further_education", rng.choice(COLLEGES), level)


def ending_at_18(student: Student, age: int, rng: random.Random) -> Ending:
    """What a student does after Year 13."""
    risk, progress = _risk(student), _progress(age)
    steer = min(max(1 - 0.45 * student.drive, 0.4), 1.9)
    route = _pick(rng, [
        (0.01, "moved_away"), (0.0006, "deceased"), ((0.15 - 0.11 * progress) * risk, "unknown"),
        ((0.045 - 0.015 * progress) * risk, "neet"), (0.055 + 0.1 * progress, "apprenticeship"),
        (0.1 * steer, "employment"), (0.045 * steer, "employment_with_training"), (0.008, "voluntary"),
        ((0.06 + 0.02 * progress) * steer, "further_education"), (0.006, "other_education"),
    ])  # fmt: skip
    if route == "apprenticeship":
        return Ending(route, rng.choice(TRAINERS), rng.choices("3456", (55, 22, 5, 18))[0])
    if route == "further_education":
        return Ending(route, rng.choice(COLLEGES), rng.choices("345", (50, 38, 12))[0])
    if route == "other_education":
        return Ending(route, rng.choice(COLLEGES), "3")
    if route:
        return Ending(route)
    if student.drive > 1.4 and rng.random() < 0.14:
        return Ending("higher_education", *_at(rng.choice(OXFORD_CAMBRIDGE)))
    if rng.random() < likely(1.5 * student.drive - 2.4):
        return Ending("higher_education", *_at(rng.choice(RUSSELL_GROUP)))
    return Ending("higher_education", rng.choice(UNIVERSITIES), rng.choices("654", (93, 4, 3))[0])


def _at(university: tuple[str, str]) -> tuple[str, str, str]:
    name, ukprn = university
    return name, "6", ukprn
