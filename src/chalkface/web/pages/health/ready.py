"""For a supervisor: the lights of the server; 503 when one is red. Names of lights only: nothing of a school, no sentence."""

from threading import Lock
from time import monotonic

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from chalkface.queries.health import lights
from chalkface.web.page import open_page

KEPT = 5.0  # seconds: whoever asks a thousand times makes it look once
_seen: tuple[float, dict] = (float("-inf"), {})
_lock = Lock()


@open_page("readyz", title="Ready", why="It names lights, red or not, and nothing of a school.")
def ready(request: HttpRequest) -> HttpResponse:
    seen = _lights_of_now()
    well = all(light is not False for light in seen.values())
    answer = JsonResponse({"ready": well, "lights": seen}, status=200 if well else 503)
    answer["Cache-Control"] = "no-store"
    return answer


def _lights_of_now() -> dict:
    global _seen
    with _lock:
        if monotonic() - _seen[0] > KEPT:
            _seen = (monotonic(), lights(timezone.now()))
        return _seen[1]
