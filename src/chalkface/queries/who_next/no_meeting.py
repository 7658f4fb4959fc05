"""Who has had no guidance meeting in the key stage in which one is due."""

from datetime import date

from chalkface.core.years import first_day
from chalkface.queries.who_next.announce import Row, Today, reason


@reason("no_meeting")
def no_meeting(row: Row, today: Today) -> str:
    year, met = row["year_group"], row["met_on"]
    if year in (10, 11):
        return "" if met else "No guidance meeting so far"
    if year in (12, 13):
        began = first_day(today.access.year - (year - 12))
        return "" if isinstance(met, date) and met >= began else "No guidance meeting since Year 12 began"
    return ""
