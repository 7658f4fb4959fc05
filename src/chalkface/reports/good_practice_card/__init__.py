"""A good practice as a card to pin up or hand over: half a page."""
