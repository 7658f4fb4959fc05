"""Whose task something is: a person's own, that of the role they hold for this student, or somebody else's."""

from functools import cached_property

from chalkface.core.access import Access
from chalkface.records.models import Action, Enrolment, Need, Share

BY_ROLE = ("adviser", "careers_leader", "senco")


class Owning:
    """Answers, for one person, whether a need or an agreed action is theirs. Two reads at most, however many are asked."""

    def __init__(self, access: Access) -> None:
        self.access = access

    @cached_property
    def _tutored(self) -> frozenset[int]:
        """The students of the groups that this person is given as a tutor, in the year of the day."""
        access = self.access
        groups = {group for role, group in access.groups_by_role if role == "tutor"} if access.also else access.groups
        rows = Enrolment.objects.filter(academic_year=access.year, tutor_group__in=groups)
        return frozenset(rows.values_list("student_id", flat=True))

    @cached_property
    def _shared(self) -> frozenset[int]:
        """The students whose plan is shared with this person today."""
        return frozenset(Share.current(self.access, "plan").values_list("student_id", flat=True))

    def owns(self, kind: str, account: int | None, student_id: int | None) -> bool:
        """Whether somebody described by a kind of owner, and perhaps an account, is this person for this student.

        A teacher without a name is one only with whom the student's plan is shared. "Somebody else" is nobody with an
        account, and the command line is nobody either.
        """
        access = self.access
        if access.is_own:
            return kind == access.role and student_id in access.owned("act_on_agreed")
        if account is not None:
            return account == access.account_id
        if kind not in (access.role, *access.also):
            return False
        if kind == "tutor":
            return student_id in self._tutored
        if kind == "teacher":
            return student_id in self._shared
        return kind in BY_ROLE

    def action(self, row: Action) -> bool:
        """Whether an agreed action is this person's to do."""
        return self.owns(row.owner_kind, row.owner_account, student_of(row))

    def need(self, row: Need) -> bool:
        """Whether this person says that a need is met."""
        return self.owns(row.owner_kind, row.owner_account, row.student_id)

    def confirms(self, row: Action) -> bool:
        """Whether this person says of an action that it met the need: the owner of its need, else of the meeting."""
        return self.owns(*who_confirms(row), student_of(row))


def student_of(row: Action) -> int | None:
    """The student whom an action is about: its own, else its meeting's."""
    return row.student_id or (row.meeting.student_id if row.meeting_id else None)


def who_confirms(row: Action) -> tuple[str, int | None]:
    """Kind and account of who says whether the need behind an action is met."""
    if row.need_id is not None:
        return row.need.owner_kind, row.need.owner_account
    return "adviser", row.meeting.adviser_account if row.meeting_id else None
