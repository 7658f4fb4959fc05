"""The school's own risk models: taken over from those that are shipped, changed, and put in use."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Difference, FormRefused, Refused
from chalkface.core.risk import MOST_POINTS, MOST_VALUE, Model, bands_as_data, made_model, rules_as_data, shipped_models
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.risk.models import model_of
from chalkface.records.models import Change, RiskModel


@operation(needs="keep_risk", codes=("code",))
def adopt_model(access: Access, *, code: str) -> int:
    """Copy a shipped model, to be changed and put in use; returns its number."""
    model = shipped_models().get(code)
    if model is None:
        raise Refused("There is no such model.")
    if RiskModel.objects.filter(code=code).exists():
        raise Refused("The school has this model already.")
    row = RiskModel.objects.create(
        school_id=access.school_id, code=code, title=model.title, source=model.source, rules=rules_as_data(model),
        bands=bands_as_data(model),
    )  # fmt: skip
    remember(access, row, deed="created")
    return row.pk


def flat(model: Model, in_use_from: date | None) -> dict[str, str]:
    """A model as the questions of its form: one text by name for everything that can be changed."""
    found = {"title": model.title, "in_use_from": in_use_from.isoformat() if in_use_from else ""}
    for rule in model.rules:
        found[f"points_{rule.code}"] = str(rule.points)
        if rule.test != "is":
            found[f"value_{rule.code}"] = str(rule.value)
    return found | {f"from_{band.code}": str(band.least) for band in model.bands if band.least}


@operation(needs="keep_risk")
def change_model(access: Access, *, risk_model: int, answers: Mapping[str, str], edition: int) -> bool:
    """Give a model the texts of its form; returns whether anything changed. Raises ``FormRefused``, ``ChangedMeanwhile``.

    The day from which it is in use ends the use of whatever was used before.
    """
    row = held(RiskModel, risk_model, "model")
    now = flat(model_of(row), row.in_use_from)
    new = now | {name: text.strip() for name, text in answers.items() if name in now}
    was = now | _as_seen(row, edition)
    differences = [Difference(name, was[name], now[name], new[name]) for name in now if new[name] != now[name]]
    if any(one.both_changed for one in differences):
        raise ChangedMeanwhile(differences, edition=row.edition, account_number=_last_saved_by(row))
    new = {name: now[name] if new[name] == was[name] else new[name] for name in now}
    changed = {name: [now[name], new[name]] for name in now if now[name] != new[name]}
    if not changed:
        return False
    _write(row, new)
    row.edition += 1
    row.save()
    if "in_use_from" in changed and row.in_use_from:
        _end_others(row)
    remember(access, row, deed="changed", fields=changed)
    note(changed=len(changed))
    return True


def _write(row: RiskModel, new: Mapping[str, str]) -> None:
    errors: list[tuple[str, str]] = []

    def whole(name: str, most: int) -> int:
        if new[name].isdecimal() and len(new[name]) < 6 and int(new[name]) <= most:
            return int(new[name])
        errors.append((name, f"This must be a whole number from 0 to {most}."))
        return 0

    if not new["title"] or len(new["title"]) > 200:
        errors.append(("title", "A model needs a title of at most 200 characters."))
    used_from = None
    if new["in_use_from"]:
        try:
            used_from = date.fromisoformat(new["in_use_from"])
        except ValueError:
            errors.append(("in_use_from", "This must be a day, written like 2026-09-01."))
    rules = [
        rule | {"points": whole(f"points_{rule['code']}", MOST_POINTS)}
        | ({"value": whole(f"value_{rule['code']}", MOST_VALUE)} if f"value_{rule['code']}" in new else {})
        for rule in row.rules
    ]  # fmt: skip
    bands = [
        band | ({"from": whole(f"from_{band['code']}", MOST_VALUE)} if f"from_{band['code']}" in new else {})
        for band in row.bands
    ]
    if not errors:
        try:
            made_model(row.code, new["title"], row.source, rules, bands)
        except ValueError:
            last = row.bands[-1]["code"]
            errors.append((f"from_{last}", "Each band begins at more points than the one before it."))
    if errors:
        raise FormRefused(errors)
    row.title, row.rules, row.bands, row.in_use_from = new["title"], rules, bands, used_from
    row.in_use_until = None if row.in_use_until and used_from and row.in_use_until < used_from else row.in_use_until


def _end_others(row: RiskModel) -> None:
    """No two models are in use on one day: what was used before ends the day before."""
    before = row.in_use_from - timedelta(days=1)
    others = RiskModel.objects.exclude(pk=row.pk).filter(in_use_from__lte=before)
    others.filter(Q(in_use_until=None) | Q(in_use_until__gt=before)).update(in_use_until=before)


def _as_seen(row: RiskModel, edition: int) -> dict[str, str]:
    since = Change.objects.filter(about=row._meta.db_table, number=row.pk, edition__gt=edition).order_by("-edition", "-pk")
    seen: dict[str, str] = {}
    for line in since:
        seen |= {name: before for name, (before, _) in line.fields.items()}
    return seen


def _last_saved_by(row: RiskModel) -> int | None:
    line = Change.objects.filter(about=row._meta.db_table, number=row.pk).order_by("-edition", "-pk").first()
    return line.account_number if line else None
