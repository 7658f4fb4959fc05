"""Direction: the vision, the objectives and how far each is, and the versions that governors approved."""
