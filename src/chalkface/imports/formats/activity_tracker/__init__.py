"""A careers leader's own list of the year's activities."""
