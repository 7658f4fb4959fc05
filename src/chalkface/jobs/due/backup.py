"""Every night: the whole server in one file; those older than ``CHALKFACE_BACKUPS_KEPT_DAYS`` go."""

from datetime import datetime, time, timedelta

from chalkface.jobs.backups import make_backup

NAME, EVERY, AT = "backup", timedelta(days=1), time(2, 30)


def run(now: datetime) -> None:
    make_backup(now)
