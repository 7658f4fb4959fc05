"""OneRoster 1.1 and 1.2: sets of CSV files that many systems exchange."""
