"""The Common Transfer File that schools in England send one another."""
