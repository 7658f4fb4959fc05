"""The list of needs: whole, in order, and refused with file and line when an entry is wrong."""

import pytest

from chalkface.core.access import grants
from chalkface.core.needs import NEED_OWNERS, OWNER_TITLES, kinds, need_options, read_needs, split_owner, title_of
from chalkface.records.guidance import OWNERS

ENTRY = {"code": "one", "title": "One", "meaning": "It means.", "example": "Such as.", "owner": "tutor"}


def written(*entries: dict) -> str:
    lines = ["title: Needs", "needs:"]
    for entry in entries:
        lines += [f"  {'- ' if place == 0 else '  '}{key}: {value}" for place, (key, value) in enumerate(entry.items())]
    return "\n".join(lines)


def test_the_list_is_there_and_something_else_is_last():
    codes = list(kinds())
    assert codes[0] == "information" and codes[-1] == "other" and len(codes) == len(need_options()) >= 10
    assert {"application", "confidence", "adjustment", "travel_money", "attendance", "family", "skills"} <= set(codes)
    assert title_of("family") == "Talking with home" and title_of("gone") == "gone" and title_of("") == ""


def test_a_right_file_is_read():
    assert read_needs("needs.yaml", written(ENTRY))["one"].owner == "tutor"


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"owner": "uncle"}, "owner must be one of"),
        ({"owner": "parent"}, "owner must be one of"),
        ({"title": ""}, "title is missing"),
        ({"colour": "red"}, "colour is not known"),
        ({"code": "one"}, "is there already"),
        ({"code": "two words"}, "a code is letters"),
        ({"title": "[1]"}, "title is not a text"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(entry, says):
    with pytest.raises(ValueError, match=rf"^needs.yaml, line 8: .*{says}"):
        read_needs("needs.yaml", written(ENTRY, ENTRY | {"code": "two"} | entry))


@pytest.mark.parametrize("text", ["", "needs: []", "needs: one", "needs:\n  - one", "a: [", "- one"])
def test_a_file_that_is_no_list_of_needs_is_refused(text):
    with pytest.raises(ValueError, match="needs.yaml"):
        read_needs("needs.yaml", text)


def test_who_may_own_a_need_is_who_has_the_right_to_say_that_it_is_met():
    people = set(grants()["confirm_need"].who) - {"operator"}
    assert people == set(NEED_OWNERS) and set(OWNER_TITLES) == set(OWNERS)


def test_an_owner_is_a_role_or_a_member_in_a_role():
    assert split_owner("tutor") == ("tutor", "", None) and split_owner("tutor:12") == ("tutor", "", 12)
    for wrong in ("", "uncle", "tutor:x", "tutor:" + "9" * 10):
        assert split_owner(wrong)[1]
