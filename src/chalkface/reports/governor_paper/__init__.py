"""Two pages for governors: where we stand, who was missed, what changed, what is asked of them."""
