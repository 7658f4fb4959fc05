"""How wrong tries are counted: at one account (or printed code), and over the accounts of a school."""

from hashlib import sha256

FREE_TRIES = 8
WAIT = 30  # seconds: after the free tries, one in so many is looked at
REMEMBERED = 60 * 60  # seconds after the last wrong try, then it is forgotten
HARDER = 4  # each wrong try counts for so many while a school is being guessed at: two are free then

# What is counted of a school: over how many seconds, and at how many accounts with wrong tries it is told. Wrong tries that
# end with the right password are taken out again, so that nine o'clock is no alarm.
SCHOOL_WINDOWS = {"school": (60 * 60, 30), "school_day": (24 * 60 * 60, 90)}


def digest_of_school(school_id: int) -> str:
    """Under which name a school's wrong tries are counted."""
    return sha256(f"school:{school_id}".encode()).hexdigest()
