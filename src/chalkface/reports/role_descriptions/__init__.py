"""Role descriptions: for each post what it is for, what it answers for, does, is asked about and told, and its time."""
