"""The risk-of-NEET indicator: its models, the facts it tests, who is in which band, and how it turned out."""
