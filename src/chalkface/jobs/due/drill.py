"""Every night after the backup: it is restored somewhere else, to see that it can be."""

from datetime import datetime, time, timedelta

from chalkface.jobs.drill import drill

NAME, EVERY, AT = "drill", timedelta(days=1), time(3, 30)


def run(now: datetime) -> None:
    drill()
