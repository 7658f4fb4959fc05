"""Help in plain words: the words of the house, and the pages there are."""

from django.http import HttpRequest

from chalkface.core.glossary import glossary
from chalkface.web.page import open_page


@open_page("help/", title="Help", why="It says nothing about any school.")
def start(request: HttpRequest) -> dict:
    return {"terms": glossary()}
