"""The whole plan as one document: where we stand, where we want to go, what is done for it, by whom and by when."""
