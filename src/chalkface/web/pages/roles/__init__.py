"""Posts, what each answers for, and the duties of the school."""
