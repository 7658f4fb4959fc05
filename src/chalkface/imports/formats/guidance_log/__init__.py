"""Logs of guidance meetings."""
