"""Review: where the school stands against a framework, statement by statement, down to the students behind each gap."""
