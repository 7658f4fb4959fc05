"""What a browser is called in a list of visits: enough to know one's own again, and no more."""

_NAMES = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_ON = (
    ("CrOS", "a Chromebook"), ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(said: str) -> str:
    """Such as "Firefox on Windows"; what is not known is "A browser"."""
    name = next((name for mark, name in _NAMES if mark in said), "A browser")
    on = next((on for mark, on in _ON if mark in said), "")
    return f"{name} on {on}" if on else name
