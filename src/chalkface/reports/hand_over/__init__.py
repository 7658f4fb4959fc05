"""Everything for whoever takes over: one archive with the plan, the roles, the calendar and a page to read first."""
