"""The only way to make a page. A function with one of these doors announces itself: URL, sign-in, school, permission, scope.

``@page``          a page of one school: stranger 404, member without the permission 403
``@account_page``  needs a sign-in but no school (choosing a school)
``@open_page``     needs no sign-in; says why
``@own_page``      a page of a student or a parent about what is theirs; the staff's doors do not let them in
``@link_page``     opened by the secret in its address, for one ask or one survey; no sign-in and no cookie; says why
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template import engines
from django.urls import path as url_path
from django.utils import timezone

from chalkface.core.errors import ChangedMeanwhile, NotAllowed, Refused
from chalkface.queries.people import access_at_door
from chalkface.records.tenancy import open_scope
from chalkface.web.confirming import is_confirmed, to_confirm
from chalkface.web.errors import unreadable
from chalkface.web.frame import frame
from chalkface.web.link_door import through_link
from chalkface.web.merging import merging
from chalkface.web.own_door import came_with_pass, own_access
from chalkface.web.visiting import gave_factor, to_factor


@dataclass(frozen=True)
class Door:
    """A page as registered: its name (subject.page), its URL, what it needs, and how it may be entered."""

    name: str
    path: str
    needs: str | None
    methods: tuple[str, ...]
    kind: str
    why: str
    title: str
    menu: str
    order: int
    view: Callable
    confirms: bool = False
    opens: str = ""


PAGES: dict[str, Door] = {}
LARGEST = 2**63 - 1  # no record has a greater number, and a database would not be asked for one


def _name_of(function: Callable) -> str:
    """``chalkface.web.pages.students.record`` is the page ``students.record``."""
    return function.__module__.partition("chalkface.web.pages.")[2]


def _template_of(name: str) -> str:
    return f"pages/{name.replace('.', '/')}.html"


def _render(request: HttpRequest, name: str, context: dict, access, *, status: int = 200) -> HttpResponse:
    template = engines["jinja2"].get_template(_template_of(name)).template
    whole = {**frame(request, PAGES[name], access, PAGES), **context}
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") == "true" and target in template.blocks and not request.headers.get("HX-Boosted"):
        body = "".join(template.blocks[target](template.new_context(whole)))
    else:
        body = template.render(whole)
    response = HttpResponse(body, status=status)
    response["Vary"] = "HX-Request, HX-Target"
    if access is not None or request.user.is_authenticated or "POST" in PAGES[name].methods:
        response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, name: str, access, function: Callable, kwargs: dict) -> HttpResponse:
    """Run the page function; a refusal becomes a sentence on the page ``refused`` with a way back."""
    try:
        answer = function(request, access, **kwargs) if access is not None else function(request, **kwargs)
    except ChangedMeanwhile as clash:
        context = {**frame(request, PAGES[name], access, PAGES), **merging(request, clash)}
        answer = HttpResponse(engines["jinja2"].get_template("merge.html").template.render(context), status=409)
    except Refused as refused:
        context = {**frame(request, PAGES[name], access, PAGES), "sentence": refused.sentence, "back": request.get_full_path()}
        answer = HttpResponse(engines["jinja2"].get_template("refused.html").template.render(context), status=422)
    if isinstance(answer, HttpResponse):
        if access is not None or request.user.is_authenticated:
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
    return _render(request, name, answer, access, status=answer.pop("status", 200))


def _holds_nul(request: HttpRequest) -> bool:
    """Whether a value sent holds the character that no database text may hold; asked once, for every page."""
    return any("\x00" in value for sent in (request.GET, request.POST) for _, values in sent.lists() for value in values)


def _register(
    function: Callable,
    path: str,
    *,
    kind: str,
    needs=None,
    methods=("GET",),
    why="",
    title="",
    menu="",
    order=50,
    confirms=False,
    opens="",
) -> Callable:
    name = _name_of(function)
    if name in PAGES:
        raise ValueError(f"two pages are called {name}")

    @wraps(function)
    def view(request: HttpRequest, **kwargs) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out; a page that asks "is it GET?" must not take it for a form
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        if _holds_nul(request):
            return unreadable(request)
        if kind == "open":
            return _answer(request, name, None, function, kwargs)
        if kind == "link":
            about = {"on": timezone.localdate(), "needs": needs, "title": title, "opens": opens}
            return through_link(request, function, _template_of(name), **kwargs, **about)
        if kind == "own":
            access = own_access(request, kwargs["school"], timezone.localdate())
            if access is None and came_with_pass(request):
                return redirect("enter.code")  # the visit is over, or was to another school: the way in, and no more said
            if access is None and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "/sign-in/")
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "/sign-in/")
        elif kind == "account":
            return _answer(request, name, None, function, kwargs)
        else:
            access = access_at_door(request.user.pk, kwargs["school"], timezone.localdate())
        if access is None:
            raise Http404
        del kwargs["school"]
        request.access = access
        if not access.may(needs):
            raise NotAllowed(f"{access.role} may not open {name}")
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        if access.asks_factor and not gave_factor(request):
            return to_factor(request)
        if confirms and not is_confirmed(request):
            return to_confirm(request)
        with open_scope(access):
            return _answer(request, name, access, function, kwargs)

    # A link's form rides on no session, so another site cannot make a person's browser send it without knowing the secret.
    view.csrf_exempt = kind == "link"
    PAGES[name] = Door(name, path, needs, methods, kind, why, title, menu, order, view, confirms, opens)
    return function


def page(
    path: str,
    *,
    needs: str,
    methods: tuple[str, ...] = ("GET",),
    title: str,
    menu: str = "",
    order: int = 50,
    confirms: bool = False,
):
    """A page of one school at ``/s/<school>/<path>``; the function gets ``(request, access, **path arguments)``.

    It returns the template's context (the template lies beside it) or a response. ``menu`` is the label in the menu, for
    the page that opens a step; ``order`` its place there. ``confirms`` asks for the password again when it was not given in
    the last ten minutes: for notes, named lists of what is protected, and exports.
    """
    door = {"kind": "school", "needs": needs, "methods": methods, "title": title, "menu": menu, "order": order}
    return lambda function: _register(function, f"s/<slug:school>/{path}", **door, confirms=confirms)


def own_page(path: str, *, needs: str, title: str, methods: tuple[str, ...] = ("GET",)):
    """A page at ``/s/<school>/my/<path>`` for a student or a parent; the function gets ``(request, access, **arguments)``.

    Its access reads what is theirs and nothing else. They come with a pass or with an account of their own.
    """
    door = {"kind": "own", "needs": needs, "methods": methods, "title": title}
    return lambda function: _register(function, f"s/<slug:school>/my/{path}", **door)


def account_page(path: str, *, title: str, why: str, methods: tuple[str, ...] = ("GET",)):
    """A page for whoever is signed in, about no school; the function gets ``(request, **path arguments)``."""
    return lambda function: _register(function, path, kind="account", methods=methods, title=title, why=why)


def open_page(path: str, *, title: str, why: str, methods: tuple[str, ...] = ("GET",)):
    """A page for anybody; ``why`` says why no sign-in is asked. The function gets ``(request, **path arguments)``."""
    return lambda function: _register(function, path, kind="open", methods=methods, title=title, why=why)


def link_page(
    path: str, *, needs: str, title: str, why: str, methods: tuple[str, ...] = ("GET",), opens: str = "ask"
):
    """A page for whoever holds a dated link: ``<str:token>`` in its path is the secret, ``needs`` what its access may do.

    ``opens`` says what the secret opens: one "ask", or a survey through one "link". The function gets ``(request, access,
    ask or link, key)``: the number of that, and the digest that opened it.
    """
    door = {"kind": "link", "needs": needs, "methods": methods, "title": title, "why": why, "opens": opens}
    return lambda function: _register(function, path, **door)


def say(request: HttpRequest, sentence: str) -> None:
    """A sentence for the next page the person sees."""
    messages.success(request, sentence)


def page_urls() -> list:
    """The URL of every page that has announced itself."""
    return [url_path(door.path, door.view, name=door.name) for door in PAGES.values()]
