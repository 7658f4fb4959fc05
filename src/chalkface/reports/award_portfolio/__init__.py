"""Everything that is shown for an award in one archive: an index to read first, the papers, and the school's own files."""
