"""One student's portable record: written by Chalkface at one school, joined with the record at the next."""
