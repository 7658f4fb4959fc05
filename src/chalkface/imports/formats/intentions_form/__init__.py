"""Answers to "what do you plan to do next?"."""
