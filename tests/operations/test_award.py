"""Stages, words and files of awards: what is kept, what is refused with a sentence, and that nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.award import (
    attach_to_criterion,
    drop_step,
    mend_step,
    remove_from_criterion,
    say_of_criterion,
    take_step,
)
from chalkface.queries.award import journey_of, words_history
from chalkface.queries.history import changes_since
from chalkface.records.models import AuditEntry, AwardStep, AwardWords, Evidence
from chalkface.records.tenancy import open_scope

pytestmark = pytest.mark.django_db
QIC, REVIEW = "quality-in-careers", "leadership-review"


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def journey(access, code=QIC):
    with open_scope(access):
        return journey_of(access, code)


def test_the_latest_stage_is_where_the_school_is_and_its_end_is_watched(leader):
    assert journey(leader).sentence == (
        "Awarded since 1 March 2024 (Investor in Careers (CSW Group)). It holds until 1 March 2027."
    )
    assert journey(leader).watch == ""
    assert journey(replace(leader, on=date(2026, 9, 1))).watch == "soon"
    assert journey(replace(leader, on=date(2027, 3, 2))).watch == "over"
    take_step(leader, award_code=QIC, state="interest", on=date(2026, 3, 2))
    assert journey(leader).now.title == "Interested"
    assert journey(leader).runs_out_on == date(2027, 3, 1)  # the award itself still holds


def test_a_day_that_is_to_come_is_not_yet_where_the_school_is(leader):
    assert journey(replace(leader, on=date(2024, 2, 29))).now is None


def test_an_award_of_a_leap_day_runs_out_on_the_last_day_of_february(leader):
    later = replace(leader, on=date(2024, 3, 1))
    with pytest.raises(FormRefused) as refused:
        take_step(later, award_code=QIC, state="awarded", on=date(2024, 2, 29), runs_out_on=date(2027, 3, 1))
    assert "at most 36 months" in dict(refused.value.errors)["runs_out_on"]
    number = take_step(later, award_code=QIC, state="awarded", on=date(2024, 2, 29), runs_out_on=date(2027, 2, 28))
    assert [one.runs_out_on for one in journey(later).steps if one.id == number] == [date(2027, 2, 28)]


def test_what_cannot_be_is_refused_beside_its_question(leader):
    def refused(**given):
        with pytest.raises(FormRefused) as raised:
            take_step(leader, award_code=QIC, **{"state": "awarded", "on": date(2026, 3, 1), **given})
        return dict(raised.value.errors)

    assert "Choose one of the stages" in refused(state="crowned")["state"]
    assert "today or on a day gone by" in refused(on=date(2026, 3, 21), runs_out_on=date(2027, 1, 1))["on"]
    assert "Choose one of the bodies" in refused(body="nobody", runs_out_on=date(2027, 1, 1))["body"]
    assert "Until which day" in refused()["runs_out_on"]
    assert "comes after" in refused(runs_out_on=date(2026, 3, 1))["runs_out_on"]
    assert "at most 36 months" in refused(runs_out_on=date(2029, 3, 2))["runs_out_on"]


def test_three_years_to_the_day_are_not_too_long_and_a_stage_without_an_end_keeps_none(leader):
    take_step(leader, award_code=QIC, state="awarded", on=date(2026, 3, 1), runs_out_on=date(2029, 3, 1))
    assert journey(leader).runs_out_on == date(2029, 3, 1)
    number = take_step(leader, award_code=REVIEW, state="planned", on=date(2026, 3, 1), runs_out_on=date(2026, 5, 1))
    with open_scope(leader):
        assert AwardStep.objects.get(pk=number).runs_out_on is None


def test_a_view_has_no_way_to_go_no_words_and_no_files(leader):
    for deed in (
        lambda: take_step(leader, award_code="inspection", state="held", on=leader.on),
        lambda: say_of_criterion(leader, award_code="inspection", criterion="IN-1", own_words="We are ready"),
        lambda: attach_to_criterion(
            leader, award_code="inspection", criterion="IN-1", title="", file_name="a.txt", content=b"for the inspector"
        ),
    ):
        with pytest.raises(Refused, match="read from the records"):
            deed()


def test_sent_twice_is_once(leader):
    take_step(leader, award_code=QIC, state="interest", on=date(2026, 3, 2))
    with pytest.raises(Refused, match="written down for that day already"):
        take_step(leader, award_code=QIC, state="interest", on=date(2026, 3, 2))
    assert len(journey(leader).steps) == 2


def test_a_stage_is_mended_with_a_history_and_never_over_somebody_else(leader, school_a):
    row = school_a.rows["step"]
    assert mend_step(leader, step_id=row.pk, edition=0, new={"runs_out_on": date(2027, 2, 1)})
    assert journey(leader).runs_out_on == date(2027, 2, 1)
    assert not mend_step(leader, step_id=row.pk, edition=1, new={"runs_out_on": date(2027, 2, 1)})
    with pytest.raises(ChangedMeanwhile):
        mend_step(leader, step_id=row.pk, edition=0, new={"runs_out_on": date(2027, 1, 1)})
    with pytest.raises(FormRefused):
        mend_step(leader, step_id=row.pk, edition=1, new={"runs_out_on": None})
    with open_scope(leader):
        lines = changes_since(leader.on, about=["award_step"])
    assert lines[-1].deed == "mend_step" and lines[-1].fields == {"runs_out_on": ["2027-03-01", "2027-02-01"]}


def test_a_stage_taken_out_is_still_known_to_have_been_written(leader, school_a):
    drop_step(leader, step_id=school_a.rows["step"].pk)
    assert journey(leader).now is None and journey(leader).sentence == "Not begun."
    with open_scope(leader):
        assert [line.deed for line in changes_since(leader.on, about=["award_step"])] == ["drop_step"]
    with pytest.raises(Refused, match="not there any more"):
        drop_step(leader, step_id=school_a.rows["step"].pk)


def test_what_the_school_says_of_a_criterion_is_kept_with_its_history(leader):
    assert say_of_criterion(leader, award_code=QIC, criterion="QC-2", view="ready", own_words="Three sessions.\r\n")
    assert not say_of_criterion(leader, award_code=QIC, criterion="QC-2", view="ready", own_words="Three sessions.", edition=1)
    with pytest.raises(ChangedMeanwhile):
        say_of_criterion(leader, award_code=QIC, criterion="QC-2", view="partly", own_words="", edition=0)
    with pytest.raises(Refused, match="no criterion QC-9"):
        say_of_criterion(leader, award_code=QIC, criterion="QC-9")
    with pytest.raises(Refused, match="Choose one"):
        say_of_criterion(leader, award_code=QIC, criterion="QC-2", view="splendid", edition=1)
    with open_scope(leader):
        row = AwardWords.objects.get(award=QIC, criterion="QC-2")
        assert (row.view, row.own_words, row.edition) == ("ready", "Three sessions.", 1)
        assert [line.deed for line in words_history(QIC, "QC-2")] == ["say_of_criterion"]


def test_a_file_is_of_one_criterion_and_leaves_with_it_alone(leader, school_a):
    number = attach_to_criterion(
        leader, award_code=QIC, criterion="QC-2", title=" Training  log ", file_name="c:\\log.txt", content=b"Three sessions"
    )
    with open_scope(leader):
        row = Evidence.objects.get(pk=number)
        assert (row.framework, row.statement, row.title, row.file_name) == (QIC, "QC-2", "Training log", "log.txt")
    other = school_a.rows["evidence"].pk  # of a statement of the benchmarks: another right removes that
    for criterion, evidence in (("QC-1", number), ("QC-2", other)):
        with pytest.raises(Refused, match="not there any more"):
            remove_from_criterion(leader, award_code=QIC, criterion=criterion, evidence_id=evidence)
    remove_from_criterion(leader, award_code=QIC, criterion="QC-2", evidence_id=number)
    with open_scope(leader):
        assert set(Evidence.objects.values_list("pk", flat=True)) == {other}
    with pytest.raises(Refused, match="not a .pdf file inside"):
        attach_to_criterion(leader, award_code=QIC, criterion="QC-2", title="", file_name="a.pdf", content=b"no")


def test_the_audit_line_holds_codes_and_no_words(leader):
    say_of_criterion(leader, award_code=QIC, criterion="QC-2", view="ready", own_words="Said in confidence")
    take_step(leader, award_code=QIC, state="visit", on=date(2026, 3, 2), note="Said in confidence")
    with open_scope(leader):
        said, stepped = AuditEntry.objects.order_by("-pk")[:2][::-1]
    assert said.about["criterion"] == "QC-2" and said.about["view"] == "ready"
    assert stepped.about["state"] == "visit"
    assert "confidence" not in str(said.about) + str(stepped.about)


@pytest.mark.parametrize("role", ["adviser", "tutor", "governor", "school_admin", "senco"])
def test_others_may_not(role, school_a):
    with pytest.raises(NotAllowed):
        take_step(school_a.access(role), award_code=QIC, state="interest", on=date(2026, 3, 2))
