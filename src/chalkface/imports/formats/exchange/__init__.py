"""Our own exchange format: how a whole school comes in and goes out."""
