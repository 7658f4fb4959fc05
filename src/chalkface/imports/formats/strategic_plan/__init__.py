"""A school's own strategic plan: objectives and actions as they are kept in a spreadsheet."""
