"""What every page has around it: the school, the menu, the words, the messages, the security tokens."""

from functools import lru_cache

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import get_script_prefix, reverse

from chalkface.core.access import ROLES
from chalkface.queries.people import account_name
from chalkface.queries.schools import school_at_door


def words_of(says_pupil: bool) -> dict[str, str]:
    """Student or pupil, as the school says it, in the four forms a page needs."""
    word = "pupil" if says_pupil else "student"
    return {"student": word, "students": f"{word}s", "Student": word.title(), "Students": f"{word.title()}s"}


@lru_cache(maxsize=4096)
def _address(prefix: str, name: str, arguments: tuple[tuple[str, object], ...]) -> str:
    """The same address is written on page after page; ``prefix`` is where the server has the site, part of each address."""
    return reverse(name, kwargs=dict(arguments))


# Pages without a place of their own in the menu: the subject they are part of, the first that the reader's menu has.
PART_OF = {
    "interviews": ("guidance",),
    "surveys": ("guidance", "students", "impact"),
    "award": ("impact",),
    "culture": ("impact",),
    "risk": ("guidance", "impact"),
    "rights": ("settings",),
    "retention": ("settings",),
}
# Whose day begins with young people and not with the plan: these stand directly after Home.
BEGINS_WITH = {"adviser": ("guidance", "students", "destinations")}


def _subject(door) -> str:
    return door.name.partition(".")[0]


def _menu(door, access, pages: dict, words: dict, url) -> list[dict]:
    if access.is_own:
        return []
    first = BEGINS_WITH.get(access.role, ())
    late = len(first)
    items = [page for page in pages.values() if page.menu and access.may(page.needs)]
    items.sort(key=lambda page: (page.order > 0, first.index(_subject(page)) if _subject(page) in first else late, page.order))
    shown = {_subject(item) for item in items}
    here = next((one for one in PART_OF.get(_subject(door), ()) if one in shown), _subject(door))
    return [
        {
            "label": words["Students"] if item.menu == "Students" else item.menu,
            "url": url(item.name),
            "current": _subject(item) == here,
        }
        for item in items
    ]


def frame(request: HttpRequest, door, access, pages: dict) -> dict:
    """The context that base.html reads; ``access`` is None on pages of no school."""
    school = school_at_door(access.school_id) if access is not None else None
    words = words_of(school is not None and school.says_pupil)

    def url(name: str, **kwargs) -> str:
        """The address of a page; inside a school, its own school is understood."""
        if school is not None and pages[name].kind in ("school", "own"):
            kwargs.setdefault("school", school.slug)
        return _address(get_script_prefix(), name, tuple(kwargs.items()))

    signed_in = request.user.is_authenticated
    token = get_token(request)
    return {
        "request": request,
        "csrf_token": token,
        "csp_nonce": request.nonce,
        "access": access,
        "may": access.may if access is not None else (lambda permission: False),
        "school": school,
        "words": words,
        "menu": _menu(door, access, pages, words, url) if access is not None else [],
        "account": {"name": account_name(request.user), "role": ROLES[access.role].title if access else ""}
        if signed_in
        else None,
        "account_url": url("account.yours") if signed_in else "",
        "sign_out_url": url("account.sign_out"),
        "home_url": "/" if access is None else url("my.start") if access.is_own else url("home.start"),
        "help_url": url("help.start"),
        "example_url": url("settings.example") if access is not None and access.may("change_settings") else "",
        "messages": list(get_messages(request)),
        "page_title": door.title,
        "url": url,
        "today": access.on if access is not None else None,
    }
