"""The columns that say how something about a student's plans is known."""

from chalkface.imports.columns import Column

HOW_KNOWN = (
    Column("source", ("Source", "How known", "Information from", "Evidence", "Told by", "Said by"), example="telephone"),
    Column(
        "confidence",
        ("How sure", "How sure?", "How sure are we?", "Confidence", "How certain", "Certainty", "Reliability"),
        example="Told",
        meaning="Confirmed, told or assumed",
    ),
    Column("confirmed_by", ("Confirmed by", "Confirmed with", "Verified by"), example="College", meaning="Who confirmed it"),
)
