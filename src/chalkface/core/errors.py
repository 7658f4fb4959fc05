"""What may be shown to a person when something is refused."""


class Refused(Exception):
    """A request that cannot be met, with the sentence that says why and what to do.

    ``code`` names a stop that a person may answer with "go on" (``--accept CODE`` on the command line).
    """

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class NotAllowed(Exception):
    """The person is a member of the school but lacks the permission that this needs."""
