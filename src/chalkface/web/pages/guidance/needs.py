"""What students need and what was agreed with them, as far as it is open: one list to work from."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.needs import OWNER_TITLES, need_options
from chalkface.core.years import YEAR_GROUPS
from chalkface.queries.needs import FILTERS, Wanted, loop_page
from chalkface.web.page import page
from chalkface.web.paging import page_number

TABS = ("open", "overdue", "not_yet", "waiting")


@page("guidance/needs/", needs="see_guidance", title="Needs and what was agreed")
def needs(request: HttpRequest, access: Access) -> dict:
    asked = request.GET
    year, band, name = asked.get("year", ""), asked.get("age", ""), asked.get("filter", "")
    wanted = Wanted(
        filter=name if name in FILTERS else "open",
        owner=asked.get("owner", ""),
        kind=asked.get("kind", ""),
        year_group=int(year) if year in {str(one) for one in YEAR_GROUPS} else None,
        band=int(band) if band in ("0", "1", "2") else None,
    )
    found = loop_page(access, wanted, page_number(asked.get("page", "")))
    narrowed = {"owner": wanted.owner, "kind": wanted.kind, "year": wanted.year_group or ""}
    narrowed = {key: value for key, value in narrowed.items() if value}
    here = {**narrowed, "filter": wanted.filter} | ({} if wanted.band is None else {"age": wanted.band})
    shown = TABS if wanted.filter in TABS else (*TABS, wanted.filter)
    return {
        "found": found,
        "wanted": wanted,
        "tabs": [
            {
                "label": FILTERS[one][1][:1].upper() + FILTERS[one][1][1:],
                "url": f"?{urlencode({**narrowed, 'filter': one})}",
                "current": wanted.filter == one,
                "count": found.counts[one],
            }
            for one in shown
        ],
        "ages": [
            {"words": words, "count": count, "url": f"?{urlencode({**narrowed, 'filter': 'open', 'age': place})}"}
            for place, (words, count) in enumerate(found.bands)
        ],
        "pages_at": f"?{urlencode(here)}&page=",
        "kind_options": [*need_options(), {"value": "nobody", "label": "No need named"}],
        "owner_options": [
            *({"value": kind, "label": words[:1].upper() + words[1:]} for kind, words in OWNER_TITLES.items()),
            {"value": "nobody", "label": "Nobody named"},
        ],
        "year_options": [{"value": one, "label": f"Year {one}"} for one in YEAR_GROUPS],
    }
