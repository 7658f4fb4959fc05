from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "chalkface.jobs"
    label = "jobs"
