"""What is asked below the doors, too: a paper, a figure, a pack and an import say no by themselves to who has no right (T4).

The sentence is looked at, because the wall of the records underneath would refuse most of this as well, later and in other
words: here it is the question itself that is held.
"""

import pytest

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.imports.export import export_school
from chalkface.imports.pipeline import commit, import_files, receive
from chalkface.imports.portable import portable_record
from chalkface.operations.digests import digests_were_sent
from chalkface.operations.interview_tasks import enqueue_plan
from chalkface.operations.plans import work_on_action
from chalkface.operations.reviews import keep_review
from chalkface.queries import (
    culture,
    families,
    figures,
    fluency,
    gaps,
    impact,
    leaver_years,
    outcome_reach,
    partnerships,
    provenance,
    published,
    reviews,
    skills_of_all,
    subject_pack,
    voices,
)
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import making
from chalkface.reports import voices as voice_papers
from chalkface.reports.award_portfolio import compose as portfolio
from chalkface.reports.award_standing import compose as standing
from chalkface.reports.contribution_story import compose as story
from chalkface.reports.good_practice_card import compose as card
from chalkface.reports.governor_paper import compose as governor
from chalkface.reports.hand_over import compose as hand_over
from chalkface.reports.plan_workbook import compose as workbook
from chalkface.reports.privacy_papers import compose as papers
from chalkface.reports.public_site import compose as site
from chalkface.reports.role_descriptions import compose as descriptions
from chalkface.reports.strategic_plan import compose as strategic
from chalkface.reports.term_agenda import compose as agenda
from tests.cast import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
STUDENT, ONE = "guidance-by-16", 1
# What is done, by whom without the right, and how it is refused. Whoever holds a link or is a parent has next to no rights.
REFUSED = {
    "portfolio": ("link", lambda play, access: portfolio.compose(access, DAY), "may not make a portfolio"),
    "standing": ("link", lambda play, access: standing.compose(access, DAY), "may not make papers"),
    "story": ("link", lambda play, access: story.compose(access, DAY), "may not read the plan"),
    "voice": ("link", lambda play, access: voice_papers.gather(access, DAY), "may not make this paper"),
    "site": ("link", lambda play, access: site.compose(access, DAY), "may not make the public site"),
    "made later": ("link", lambda play, access: making.enqueue_paper(access, "strategic-plan", "pdf"), "may not make"),
    "culture": ("link", lambda play, access: culture.culture(access), "may not see what surveys say"),
    "fluency": ("link", lambda play, access: fluency.fluency(access, ONE), "may not see what surveys say"),
    "families": ("link", lambda play, access: families.family_figures(access), "may not see what families did"),
    "partnerships": ("link", lambda play, access: partnerships.partnerships(access), "may not see partnerships"),
    "skills": ("link", lambda play, access: skills_of_all.skill_figures(access), "may not see who practised what"),
    "leavers": ("link", lambda play, access: leaver_years.sees_exactly(access, for_others=False), "may not see destinations"),
    "card": ("parent", lambda play, access: card.compose(access, DAY), "may not read good practice"),
    "governor": ("link", lambda play, access: governor.compose(access, DAY), "may not make the paper"),
    "hand over": ("link", lambda play, access: hand_over.compose(access, DAY), "may not make the hand-over pack"),
    "first page": ("link", lambda play, access: hand_over.first_page(access, DAY), "may not make the hand-over pack"),
    "workbook": ("link", lambda play, access: workbook.compose(access, DAY), "may not take the plan away"),
    "privacy": ("link", lambda play, access: papers.compose(access, DAY), "may not make privacy papers"),
    "descriptions": ("link", lambda play, access: descriptions.compose(access, DAY), "may not make role descriptions"),
    "strategic": ("link", lambda play, access: strategic.compose(access, DAY), "may not make the strategic plan"),
    "agenda": ("link", lambda play, access: agenda.compose(access, DAY), "may not read the plan"),
    "impact": ("link", lambda play, access: impact.impact(access, on=DAY), "may not see destinations over years"),
    "figures": ("link", lambda play, access: figures.reach_of_figures(access), "may not see figures"),
    "exact": ("tutor", lambda play, access: figures.school_figures(access, on=DAY), "may not see exact figures"),
    "held": ("link", lambda play, access: provenance.held_for(access, play.school, indicators=[STUDENT], on=DAY),
             "may not see figures"),
    "counted": ("link", lambda play, access: provenance.how_counted(access, indicator=STUDENT, on=DAY), "may not see figures"),
    "published": ("link", lambda play, access: published.may_read(access), "may not see published figures"),
    "review": ("link", lambda play, access: reviews.review_of(access, play.school, framework="gatsby-2025", on=DAY),
               "may not see reviews"),
    "asks": ("tutor", lambda play, access: voices.asks(access), "may not see who was asked"),
    "gap": ("governor", lambda play, access: gaps.missing(access, indicator=STUDENT, on=DAY), "may not see who is behind"),
    "left out": ("governor", lambda play, access: outcome_reach.left_out(access, None, DAY), "may not see who was left out"),
    "held of one": ("tutor", lambda play, access: subject_pack.held(access, ONE), "may not put a pack together"),
    "others": ("tutor", lambda play, access: subject_pack.other_names(access, ONE), "may not put a pack together"),
    "export": ("tutor", lambda play, access: export_school(access, at=None), "may not export|may not write"),
    "portable": ("adviser", lambda play, access: portable_record(access, ONE), "may not write a portable record"),
    "import": ("tutor", lambda play, access: import_files(access, []), "may not import"),
    "receive": ("tutor", lambda play, access: receive(access, []), "may not import"),
    "commit": ("tutor", lambda play, access: commit(access, ONE), "may not import"),
    "plan a round": ("tutor", lambda play, access: enqueue_plan(access, round_id=ONE), "may not plan interviews"),
    "sent": ("careers_leader", lambda play, access: digests_were_sent(access, choices=[]), "may not say what was sent"),
    "work": ("tutor", lambda play, access: work_on_action(
        access, action_id=play.rows["action"].pk, edition=0, status="done"), "an action of another post"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_who_has_no_right_is_told_so_before_anything_is_read(what, school_a):
    role, ask, sentence = REFUSED[what]
    access = Access(school_a.school.pk, role, DAY, account_id=school_a.accounts.get(role, school_a.accounts["tutor"]).pk)
    with open_scope(access), pytest.raises(NotAllowed, match=sentence):
        ask(school_a, access)


@pytest.mark.parametrize("right", ["see_impact", "see_survey_results"])
def test_the_culture_of_a_school_takes_both_rights(right, school_a, monkeypatch):
    leader, plain = school_a.access("careers_leader"), Access.may
    monkeypatch.setattr(Access, "may", lambda self, asked: asked != right and plain(self, asked))
    with open_scope(leader), pytest.raises(NotAllowed, match="may not see what surveys say"):
        culture.culture(leader)


def test_a_paper_is_made_later_at_the_school_and_by_the_right_of_whoever_asked(school_a, school_b, monkeypatch):
    monkeypatch.setattr("chalkface.reports.making.timezone.localdate", lambda *_: DAY)
    leader, row = school_a.access("careers_leader"), school_a.rows["making"]
    with writing("a test"), across_schools("a test"):
        type(row).objects.filter(pk=row.pk).update(state="waiting")
    asked = {"account_id": leader.account_id, "slug": "school-a", "on": DAY.isoformat(), "making_id": row.pk, "ending": "docx"}
    asked |= {"report": "strategic-plan", "options": {}}
    with pytest.raises(NotAllowed, match="no longer a member"):
        making.make_in_background.func(school_id=school_b.school.pk, **asked)
    with pytest.raises(NotAllowed, match="no longer a member"):
        making.make_in_background.func(school_id=school_a.school.pk, **asked | {"account_id": 10**9})
    plain, needs = Access.may, making.report_called("strategic-plan", "docx").needs
    made = []
    monkeypatch.setattr(making, "make_report", lambda *args, **more: made.append(args) or b"x")
    monkeypatch.setattr(making, "begin_paper", lambda *args, **more: True)
    monkeypatch.setattr(Access, "may", lambda self, right: right != needs and plain(self, right))
    with pytest.raises(NotAllowed, match="may not make strategic-plan"):
        making.make_in_background.func(school_id=school_a.school.pk, **asked)
    assert made == []


def test_who_sees_names_of_nobody_keeps_no_exact_figures(school_a, monkeypatch):
    """Only who sees every name may keep a review; the right to keep one alone is not enough."""
    leader = school_a.access("careers_leader")
    monkeypatch.setattr(Access, "sees_exact_figures", False)
    with open_scope(leader), pytest.raises(NotAllowed, match="may not keep exact figures"):
        keep_review(leader, framework="gatsby-2025", title="x")
