"""The agenda of a term review on one page of A4."""
