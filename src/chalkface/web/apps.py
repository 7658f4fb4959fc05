from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chalkface.web"
    label = "web"
