"""The product with a questionnaire as long as our test plan asks for: the one for Years 7 to 9 has 24 questions instead of its
own 15. As a web application, and as what makes a hall of students who are asked it:

    python -m tests.trust.longer <students>

Never part of the product. It is put there before whoever asks for questionnaires is imported.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from chalkface.core import surveys

QUESTIONS = 24
own = surveys.questionnaires


@cache
def questionnaires() -> Mapping[str, surveys.Questionnaire]:
    """The product's own, of which one is longer."""
    one = own()["younger"]
    more = (replace(question, id=f"{question.id}-MORE") for question in one.questions[: QUESTIONS - len(one.questions)])
    return {**own(), "younger": replace(one, questions=(*one.questions, *more))}


def __getattr__(name: str):
    """``application``, made when the web server asks for it."""
    if name != "application":
        raise AttributeError(name)
    surveys.questionnaires = questionnaires
    from chalkface.config import wsgi  # noqa: PLC0415 - after the questionnaire is there

    return wsgi.application


if __name__ == "__main__":
    surveys.questionnaires = questionnaires
    from tests.trust import halls

    print(json.dumps(halls.main(int(sys.argv[1]))))
