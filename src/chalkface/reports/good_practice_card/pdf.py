"""The cards as PDF: A5, so that two fit on a sheet, readable aloud (PDF/UA-1)."""

from dataclasses import asdict
from pathlib import Path

from chalkface.core.words import day_words
from chalkface.reports.good_practice_card.paper import CardPaper
from chalkface.reports.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")


def build(paper: CardPaper) -> bytes:
    """The PDF of ``paper``."""
    cards = [{**asdict(card), "what": [line for line in card.what.split("\n") if line.strip()]} for card in paper.cards]
    data = {
        "title": f"Good practice at {paper.school}",
        "school": f"{paper.school} (example school)" if paper.is_example else paper.school,
        "day": day_words(paper.made_on),
        "cards": cards,
    }
    return typeset(TEMPLATE, data, made_on=paper.made_on)
