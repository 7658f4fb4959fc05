"""The seal of unsent answers: one for each person and thing, and nothing about them in where it is kept."""

import base64

from chalkface.core.device_seal import device_seal

ONE = {"school_id": 1, "student_id": 12, "about": "survey 3"}


def test_the_same_person_and_thing_have_the_same_seal_and_everybody_else_another():
    seal = device_seal("secret", **ONE)
    assert seal == device_seal("secret", **ONE) and len(base64.b64decode(seal[1])) == 32
    others = [
        device_seal("another secret", **ONE),
        *(device_seal("secret", **{**ONE, name: other}) for name, other in
          (("school_id", 11), ("student_id", 2), ("about", "survey 4"))),
    ]  # fmt: skip
    assert len({seal, *others}) == 5 and len({place for place, _ in (seal, *others)}) == 5
