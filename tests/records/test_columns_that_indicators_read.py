"""What the indicators read is there: every column with its type, and an index for every way of looking rows up.

The statements are compiled against ``indicators.tables``, a floor below, which cannot see the records.
"""

import pytest
from django.apps import apps
from django.db import models

from chalkface.indicators.tables import INDEXES, TABLES
from chalkface.records.sealed import fields_of

MODELS = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}
KINDS = {
    "int": (models.IntegerField, models.BigAutoField, models.ForeignKey),
    "text": (models.CharField, models.TextField),
    "bool": (models.BooleanField,),
    "date": (models.DateField,),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_a_field_of_its_type(table):
    held = {field.column: field for field in fields_of(MODELS[table])}
    for column, kind in TABLES[table].items():
        assert isinstance(held[column], KINDS[kind]), f"{table}.{column} should be {kind}"
        assert kind != "text" or not held[column].null, f"{table}.{column}: text that is not known is empty, not null"


@pytest.mark.parametrize("name", INDEXES)
def test_every_way_of_looking_up_has_an_index(name):
    table, *columns = INDEXES[name]
    meta = MODELS[table]._meta
    column_of = {field.name: field.column for field in meta.concrete_fields}
    lists = [index.fields for index in meta.indexes]
    lists += [one.fields for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
    held = [[column_of[field] for field in fields] for fields in lists]
    assert any(index[: len(columns)] == columns for index in held), f"{table} has no index that begins with {columns}"
