"""The contribution story of an objective on one page of A4: what was done, what changed, and how sure anybody can be."""
