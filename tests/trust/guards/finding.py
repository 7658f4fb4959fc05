"""Guards that are code: found in the source by their shape, and rewritten so that each can be switched off by its number.

Nothing on disk is changed. ``rewritten`` gives a module's tree in which every guard asks first whether it is the one that is
away: a refusal does not refuse, a permission is had, a filter does not filter, a lock does not lock.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).resolve().parents[3] / "src"
# What is raised by a guard wherever it stands.
REFUSALS = {"NotAllowed", "OutsideSchool", "OutsideOperation", "NotVouched", "PermissionDenied", "OutOfReach"}
# Where somebody comes in, or something is opened: here a plain ``return`` or ``Refused`` is a guard too.
DOORS = {
    "web/page.py", "web/own_door.py", "web/link_door.py", "web/confirming.py", "web/arriving.py", "web/visiting.py",
    "web/throttle.py", "web/proving.py", "queries/own_door.py", "queries/links.py", "queries/passes.py", "queries/visits.py",
    "queries/signing_in.py", "queries/people.py", "queries/feeds.py", "operations/passes.py", "operations/factors.py",
    "operations/visits.py", "operations/sharing.py", "operations/feeds.py", "operations/notes.py", "core/factors.py",
    "core/family.py", "core/vouched.py", "core/access.py", "core/tries.py", "core/authority.py", "core/who_may_ask.py",
    "records/tenancy.py", "records/sealing.py", "records/notes.py",
}  # fmt: skip
# What narrows rows to whose they are.
OWNING = {"account_id", "account_number", "membership__account_id", "author", "raised_by", "made_by", "owner_account"}
# At a door: to whom they are, and to what is still good.
STILL_GOOD = {
    "account", "cancelled_on", "cancelled_at", "used_at", "used_at__gt", "ended_at", "ends_at__gt", "seen_at__gt",
    "expires_on__gte", "is_active", "account__is_active", "school__slug", "membership__school__slug", "revoked_on",
    "ends_on__gte", "no_contact", "proved_at", "role", "role__in", "membership__role__in", "tenant", "domain", "issuer",
    "subject",
}  # fmt: skip
SCHOOL = {"school", "school_id", "school_id__in", "membership__school_id"}
# Positional conditions of a filter that say "today".
TODAY = {"current", "open_now", "_current"}
COMPARISONS = {"compare_digest", "constant_time_compare"}
LOCKS = {"select_for_update"}


@dataclass(frozen=True)
class Guard:
    """One guard: where it stands, what sort it is, and its words."""

    kind: str
    path: str
    place: str
    words: str
    nth: int = 0

    @property
    def key(self) -> str:
        """Its name from one run to the next, whatever lines move."""
        return f"{self.path}::{self.place}::{self.kind}::{self.words}" + (f"::{self.nth}" if self.nth else "")


def modules() -> list[Path]:
    """Every module that may hold a guard: no migration and no sample school."""
    skipped = ("migrations", "example_school", "example_parts", "example_plan", "catalogue", "definitions")
    return [path for path in sorted((SRC / "chalkface").rglob("*.py")) if not set(skipped) & set(path.parts)]


def _raised(node: ast.stmt) -> str:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return ""
    name = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")


def _is_absence(test: ast.expr) -> bool:
    """``row is None`` or ``not row``: without it the page would break, not open."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return isinstance(test.operand, ast.Name)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is) and isinstance(test.left, ast.Name)


def _called(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


class Rewriting(ast.NodeTransformer):
    """Finds the guards of one module, and puts the switch into each."""

    def __init__(self, path: str, first: int) -> None:
        self.path, self.first = path, first
        self.found: list[Guard] = []
        self._places: list[str] = []
        self._across = 0
        self._names: Counter = Counter()
        self._checks: set[str] = set()

    def _new(self, kind: str, words: str) -> ast.expr:
        place = ".".join(self._places)
        name = (kind, place, words[:90])
        self.found.append(Guard(kind, self.path, place, words[:90], self._names[name]))
        self._names[name] += 1
        return ast.Constant(self.first + len(self.found) - 1)

    @staticmethod
    def _ask(function: str, *args: ast.expr) -> ast.Call:
        return ast.Call(ast.Name(function, ast.Load()), list(args), [])

    @property
    def _at_door(self) -> bool:
        return self.path in DOORS

    def visit_Module(self, node: ast.Module) -> ast.Module:
        # A function that does nothing but ask: where it stands alone as a statement, it is a guard itself.
        for one in node.body:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("_may"):
                self._checks.add(one.name)
        return self.generic_visit(node)

    def _inside(self, node):
        self._places.append(node.name)
        self.generic_visit(node)
        self._places.pop()
        return node

    visit_ClassDef = _inside

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        decorators, node.decorator_list = node.decorator_list, []  # run once, at import: nothing to switch in them
        self._inside(node)
        node.decorator_list = decorators
        return node

    def visit_With(self, node: ast.With) -> ast.With:
        across = any(_called(item.context_expr) == "across_schools" for item in node.items)
        for item in node.items:
            if self._places and _called(item.context_expr) == "one_at_a_time":
                words = ast.unparse(item.context_expr)
                item.context_expr = ast.IfExp(
                    self._ask("_guard_off", self._new("turn", words)), self._ask("_guard_nothing"), item.context_expr
                )
        self._across += across
        self.generic_visit(node)
        self._across -= across
        return node

    def visit_If(self, node: ast.If) -> ast.If:
        words, absence = ast.unparse(node.test), _is_absence(node.test)
        last = node.body[-1]
        raised = _raised(last)
        whose = any(word in words for word in ("access", "theirs", "ours", "user"))
        refuses = raised in REFUSALS or (raised == "Http404" and (self._at_door or (whose and not absence)))
        refuses |= self._at_door and bool(self._places) and (
            raised in ("Refused", "FormRefused", "NotVouched")
            or (isinstance(last, ast.Return) and not node.orelse and self._shuts(last) and not absence)
        )
        if self.path == "web/page.py" and absence and raised == "Http404":
            refuses = True
        self.generic_visit(node)
        if refuses and self._places:
            node.test = self._ask("_guard_refuses", self._new("refusal", words), node.test)
        return node

    @staticmethod
    def _shuts(node: ast.Return) -> bool:
        """Whether what is returned lets nobody in: nothing, none of the rows, or the way to a question."""
        value = node.value
        if value is None or (isinstance(value, ast.Constant) and value.value in (None, False, "")):
            return True
        if isinstance(value, ast.Call):
            return _called(value) in ("redirect", "redirect_to_login", "to_factor", "to_confirm", "AnonymousUser", "none",
                                      "HttpResponseNotAllowed", "own_rows", "within_groups", "without")  # fmt: skip
        return isinstance(value, ast.Tuple) and not value.elts

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        name, words = _called(node.value), ast.unparse(node.value)
        self.generic_visit(node)
        kind = "lock" if "advisory_xact_lock" in words else "check"
        if self._places and (name in self._checks or name in ("member_here", "_must_be_writing") or kind == "lock"):
            node.value = ast.IfExp(self._ask("_guard_off", self._new(kind, words)), ast.Constant(None), node.value)
        return node

    def visit_Return(self, node: ast.Return) -> ast.Return:
        """At a door what is returned may be the verdict itself."""
        verdict = self._at_door and isinstance(node.value, ast.Compare | ast.BoolOp) and bool(self._places)
        words = ast.unparse(node)
        self.generic_visit(node)
        if verdict and isinstance(node.value, ast.Compare | ast.BoolOp) and not words.endswith(("or 0", "or ''")):
            for always in (True, False):
                number = self._new("verdict", f"{always} for {words}")
                node.value = self._ask("_guard_verdict", number, ast.Constant(always), node.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        left, words = _called(node.left), ast.unparse(node)
        self.generic_visit(node)
        if left == "scope" and self._places and isinstance(node.ops[0], ast.Is | ast.IsNot):
            return self._ask("_guard_flips", self._new("reach", words), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name, words, func = _called(node), ast.unparse(node), ast.unparse(node.func)
        self.generic_visit(node)
        if not self._places:
            return node
        if name in ("may", *COMPARISONS):
            return self._ask("_guard_allows", self._new("permission" if name == "may" else "signature", words), node)
        if name in LOCKS and isinstance(node.func, ast.Attribute):
            off = self._ask("_guard_off", self._new("lock", words[-90:]))
            plain = node.func.value
            return ast.IfExp(off, ast.Call(ast.Attribute(plain, "all", ast.Load()), [], []), node)
        if name == "decode" and words.startswith("jwt."):
            return self._without(node, func, {"audience"}, "signature")
        if name in ("filter", "exclude") and isinstance(node.func, ast.Attribute):
            # Inside a scope the manager filters by school already; across schools, or on rows it does not guard, nobody does.
            names = OWNING | (STILL_GOOD if self._at_door else set())
            return self._without(node, func, names | (SCHOOL if self._across or "QuerySet(" in func else set()), "filter")
        return node

    def _without(self, node: ast.Call, func: str, names: set[str], kind: str) -> ast.expr:
        whole: ast.expr = node
        for word in [word for word in node.keywords if word.arg in names]:
            less = ast.Call(node.func, node.args, [one for one in node.keywords if one is not word])
            number = self._new(kind, f"{func[-40:]}({word.arg}={ast.unparse(word.value)})"[-90:])
            whole = ast.IfExp(self._ask("_guard_off", number), less, whole)
        today = [arg for arg in node.args if getattr(arg, "id", "") in TODAY or _called(arg) in TODAY]
        for arg in today if kind == "filter" else ():
            less = ast.Call(node.func, [one for one in node.args if one is not arg], node.keywords)
            number = self._new(kind, f"{func[-60:]}({ast.unparse(arg)})"[-90:])
            whole = ast.IfExp(self._ask("_guard_off", number), less, whole)
        return whole


def rewritten(path: Path, first: int) -> tuple[ast.Module, list[Guard]]:
    """A module's tree with a switch in each of its guards, and the guards, numbered from ``first``."""
    reader = Rewriting(path.relative_to(SRC / "chalkface").as_posix(), first)
    tree = reader.visit(ast.parse(path.read_text("utf-8"), str(path)))
    return ast.fix_missing_locations(tree), reader.found


def coded() -> Iterator[tuple[Path, ast.Module, list[Guard]]]:
    """Each module that has guards, rewritten, with them; numbers run through all modules."""
    first = 0
    for path in modules():
        tree, found = rewritten(path, first)
        if found:
            first += len(found)
            yield path, tree, found
