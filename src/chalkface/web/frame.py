"""What every page has around it: the school, the menu, the words, the messages, the security tokens."""

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from chalkface.core.access import ROLES
from chalkface.queries.schools import school_at_door


def words_of(says_pupil: bool) -> dict[str, str]:
    """Student or pupil, as the school says it: ``student``, ``students``, ``Student``, ``Students``."""
    word = "pupil" if says_pupil else "student"
    return {"student": word, "students": f"{word}s", "Student": word.title(), "Students": f"{word.title()}s"}


def frame(request: HttpRequest, door, access, pages: dict) -> dict:
    """The context that base.html reads; ``access`` is None on pages of no school."""
    school = school_at_door(access.school_id) if access is not None else None

    def url(name: str, **kwargs) -> str:
        if school is not None and pages[name].kind == "school":
            kwargs.setdefault("school", school.slug)
        return reverse(name, kwargs=kwargs)

    menu = []
    if school is not None:
        subject = door.name.partition(".")[0]
        for item in sorted((p for p in pages.values() if p.menu), key=lambda p: p.order):
            if access.may(item.needs):
                label = item.menu if item.menu != "Students" else words_of(school.says_pupil)["Students"]
                menu.append({"label": label, "url": url(item.name), "current": item.name.partition(".")[0] == subject})
    return {
        "request": request,
        "csrf_token": get_token(request),
        "user": request.user,
        "access": access,
        "role": ROLES[access.role].title if access is not None else "",
        "school": school,
        "menu": menu,
        "words": words_of(school.says_pupil if school is not None else False),
        "messages": list(get_messages(request)),
        "page_title": door.title,
        "path": request.get_full_path(),
        "url": url,
        "static": static,
        "may": (lambda permission: access.may(permission)) if access is not None else (lambda permission: False),
        "today": access.on if access is not None else None,
    }
