"""Floor 2: frameworks as data, the mappings between their editions, and the rules that turn answers into levels."""
