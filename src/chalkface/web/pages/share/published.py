"""A version of the public page as its files were made: what is in it, the page itself, and the files to download."""

import zipfile
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.public_page import published_file
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page
from chalkface.web.paper_file import file_answer
from chalkface.web.site_answer import site_answer

WHOLE = "careers.html"


@page("share/public/<int:published>/", needs="see_plan", title="A published version")
def published(request: HttpRequest, access: Access, published: int) -> dict | HttpResponse:
    found = published_file(published)
    if found is None:
        raise Http404
    number, on, content = found
    asked = request.GET.get("as", "")
    if asked == "zip":
        return file_answer(content, f"careers-page-{school_at_door(access.school_id).slug}-version-{number}-{on}", "zip")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {one.filename: one.file_size for one in archive.infolist()}
        if asked == "page" and WHOLE in files:
            return site_answer(archive.read(WHOLE))
    return {"number": number, "on": on, "files": files, "whole": WHOLE}
