"""One award, review or view as it stands, as a paper: each criterion, what the records say, and what is missing."""
