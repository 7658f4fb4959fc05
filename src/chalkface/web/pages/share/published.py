"""A version of the public page as it was published: its files."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.public_page import published_file
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page
from chalkface.web.paper_file import file_answer


@page("share/public/<int:published>/", needs="see_plan", title="A published version")
def published(request: HttpRequest, access: Access, published: int) -> HttpResponse:
    found = published_file(published)
    if found is None:
        raise Http404
    number, on, content = found
    return file_answer(content, f"careers-page-{school_at_door(access.school_id).slug}-version-{number}-{on}", "zip")
