"""The school's risk models, and which of them is in use on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.risk import Model, made_model, shipped_models
from chalkface.records.models import RiskModel


@dataclass(frozen=True)
class HeldModel:
    """A model of the school's own, with since and until when it is in use."""

    id: int
    model: Model
    in_use_from: date | None
    in_use_until: date | None
    edition: int


def model_of(row: RiskModel) -> Model:
    """A record as the rule reads it."""
    return made_model(row.code, row.title, row.source, row.rules, row.bands, where=row.title)


def held_models() -> tuple[HeldModel, ...]:
    """Every model of the open school, the one taken into use last first."""
    rows = sorted(RiskModel.objects.all(), key=lambda row: (row.in_use_from or date.max, row.pk), reverse=True)
    return tuple(HeldModel(row.pk, model_of(row), row.in_use_from, row.in_use_until, row.edition) for row in rows)


def held_model(number: int) -> HeldModel | None:
    """One of them, or None."""
    return next((one for one in held_models() if one.id == number), None)


def in_use(on: date) -> HeldModel | None:
    """The model in use on a day: of several the one taken into use last."""
    rows = RiskModel.objects.filter(Q(in_use_until=None) | Q(in_use_until__gte=on), in_use_from__lte=on)
    row = rows.order_by("-in_use_from", "-pk").first()
    return HeldModel(row.pk, model_of(row), row.in_use_from, row.in_use_until, row.edition) if row else None


def to_adopt() -> tuple[Model, ...]:
    """The shipped models that the school has not taken up."""
    taken = set(RiskModel.objects.values_list("code", flat=True))
    return tuple(one for code, one in shipped_models().items() if code not in taken)
