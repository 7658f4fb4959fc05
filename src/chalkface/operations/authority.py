"""Writing a list for the local authority: what goes is decided here, with one line in the audit and one look kept for each
student."""

from chalkface.core.access import Access
from chalkface.core.authority import formats
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import viewed
from chalkface.queries.authority import AuthorityList, authority_list


@operation(needs="export_to_authority", codes=("format",))
def export_to_authority(access: Access, *, format: str, reason: str) -> AuthorityList:
    """The list as it goes today. Raises ``Refused`` for a list that is none, or without a reason."""
    if format not in formats():
        raise Refused("Choose one of the lists given.", field="format")
    if not reason.strip():
        raise Refused("Say why it is sent, such as “asked for by the local authority for the spring list”.", field="reason")
    made = authority_list(access, formats()[format])
    viewed(access, made.students, "authority", reason)
    note(lines=len(made.lines), refused=made.refused)
    return made
