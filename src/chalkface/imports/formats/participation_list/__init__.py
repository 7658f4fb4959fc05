"""Lists of who took part in what."""
