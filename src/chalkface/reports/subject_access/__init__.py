"""Everything held about one person, for them: a page to read and the same as data."""
