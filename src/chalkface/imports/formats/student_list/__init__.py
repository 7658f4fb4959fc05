"""The list of students that a school's own system exports."""
