"""Plan: actions with an owner and a day, the timeline, what is on one's own plate, term reviews and digests."""
