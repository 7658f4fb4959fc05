"""What can be imported: every format with the columns it knows, written from the formats themselves."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.imports.formats import formats as known_formats
from chalkface.web.page import page


@page("imports/formats/", needs="see_imports", title="What can be imported")
def formats(request: HttpRequest, access: Access) -> dict:
    return {"formats": sorted(known_formats().values(), key=lambda one: one.title)}
