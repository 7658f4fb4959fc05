"""What the published files say of a school, cell by cell as they have it; this school, or any other they name."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.published import find_schools, published_files, school_in_files, school_numbers
from chalkface.web.page import page


@page("impact/published/", needs="see_impact", title="As published")
def published(request: HttpRequest, access: Access) -> dict:
    words, urn = request.GET.get("words", "").strip(), request.GET.get("urn", "").strip()[:10]
    own_urn, own_laestab = school_numbers(access)
    another = bool(urn) and urn != own_urn
    files = published_files(access)
    found = school_in_files(access, files=files, urn=urn or own_urn, laestab="" if another else own_laestab)
    return {
        "files": files,
        "found": found,
        "name": next((row.name for one in found for row in one.rows if row.name), "") if another else "",
        "urn": urn or own_urn,
        "another": another,
        "search": words,
        "schools": find_schools(access, words) if words else [],
    }
