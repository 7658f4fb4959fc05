"""Every component with its examples, for whoever makes pages."""

from django.http import HttpRequest
from django.template import engines

from chalkface.web.components.examples import shown
from chalkface.web.page import open_page


@open_page("components/", title="Components", why="It shows our own furniture with invented words, nothing of a school.")
def gallery(request: HttpRequest) -> dict:
    return {"shown": shown(engines["jinja2"].env)}
