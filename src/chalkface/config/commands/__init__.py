"""Developers' commands: they read every floor, so they live on the highest. One file, one command."""
