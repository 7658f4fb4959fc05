"""Employers, providers and others who give students something."""
