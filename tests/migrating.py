"""The test database in half the time: a pytest plugin. Where Django adds a model to what it knows in the middle of a migration,
it makes every model anew that leads to it; only the new one is needed, and the tables come out the same.
"""

from django.db.migrations.state import ModelState, ProjectState


def add_model(self: ProjectState, model_state: ModelState) -> None:
    """``ProjectState.add_model``, without making the others anew."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state.clone()])
        self.apps.clear_cache()


ProjectState.add_model = add_model
