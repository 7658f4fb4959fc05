"""Lists of where leavers went."""
