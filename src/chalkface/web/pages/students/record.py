"""One student's record: who they are, what they took part in, what was agreed, what they hope for, where they went."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.students import student_card
from chalkface.queries.timeline import agreed_actions, timeline
from chalkface.web.page import page

KINDS = {"encounter": "Activities", "guidance": "Guidance", "intention": "Hopes", "destination": "Destinations"}


@page("students/<int:student>/", needs="see_students", title="A student")
def record(request: HttpRequest, access: Access, student: int) -> dict:
    card = student_card(access, student)
    if card is None:
        raise Http404
    events = timeline(access, student)
    kind = request.GET.get("kind", "")
    shown = [event for event in events if kind in ("", event.kind)] if kind in ("", *KINDS) else events
    present = [known for known in KINDS if any(event.kind == known for event in events)]
    return {
        "card": card,
        "events": [{"when": event.on, "title": event.title, "text": event.text} for event in shown],
        "tabs": [
            {"label": "Everything", "url": "?", "current": kind == "", "count": len(events)},
            *(
                {
                    "label": KINDS[known],
                    "url": f"?kind={known}",
                    "current": kind == known,
                    "count": sum(event.kind == known for event in events),
                }
                for known in present
            ),
        ],
        "actions": agreed_actions(access, student),
        "statuses": {"to_do": "to do", "doing": "being done", "done": "done"},
    }
