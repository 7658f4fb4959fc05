"""Every night before the backup: approved lists are carried out, what is due is listed, old working data goes."""

from datetime import datetime, time, timedelta

from chalkface.jobs.forgetting import forget_what_is_due

NAME, EVERY, AT = "retention", timedelta(days=1), time(1, 30)


def run(now: datetime) -> None:
    forget_what_is_due(now)
