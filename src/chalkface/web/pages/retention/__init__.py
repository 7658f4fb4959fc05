"""How long records are kept: the rules, the lists of what is due, holds."""
