"""Gathers the story of an objective as anybody may see it: whoever makes it, it says the same."""

from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.few_gate import APART
from chalkface.core.words import day_words
from chalkface.queries.contribution import Story, story_of
from chalkface.queries.last_gate import refuse_names
from chalkface.queries.schools import school_at_door
from chalkface.records.tenancy import open_scope
from chalkface.reports.contribution_story.paper import ContributionStory, Reached
from chalkface.reports.strategic_plan.compose import in_a_governors_place


def compose(access: Access, on: date, *, objective: int | None = None, made_on: date | None = None) -> ContributionStory:
    """The story of one objective on a day. Raises ``NotAllowed`` for who may not read the plan, ``Refused`` where none is
    named or the school has no objective of that number."""
    if not access.may("see_plan"):
        raise NotAllowed(f"{access.role} may not read the plan")
    if objective is None:
        raise Refused("A contribution story is made on the page of an objective.")
    school, others = school_at_door(access.school_id), in_a_governors_place(access, on)
    with open_scope(others):
        story = story_of(others, objective, on=on, school=school)
        if story is None:
            raise Refused("That objective is not there any more.")
        paper = paper_of(story, school.name, school.is_example, made_on or timezone.localdate())
        refuse_names(
            others,
            {
                "the objective": APART.join((paper.title, paper.problem, paper.wanted, paper.for_whom)),
                "an activity": APART.join(paper.activities),
                "an action": APART.join(paper.done),
                "your own words": paper.own_words,
            },
        )
    return paper


def paper_of(story: Story, school: str, is_example: bool, made_on: date) -> ContributionStory:
    """The story as a paper."""
    line, far = story.line, story.line.progress
    return ContributionStory(
        school=school,
        is_example=is_example,
        on=story.on,
        made_on=made_on,
        title=line.title,
        problem=line.problem,
        wanted=line.outcome,
        for_whom=line.student_group,
        group=far.group,
        since=story.since,
        activities=tuple(f"{one.title}, {day_words(one.on)}" for one in story.held),
        kinds=tuple((kind.replace("_", " "), number) for kind, number in story.kinds),
        hours=f"{float(story.hours):g}" if story.hours else "",
        done=story.done,
        actions=story.actions,
        reached=tuple(
            Reached(one.year_group, one.wording, one.reached, one.of_group, one.of_measured) for one in story.doses
        ),
        reach_year=story.reach_year,
        indicator=far.title,
        progress=far.sentence,
        state=far.state,
        baseline=far.baseline,
        baseline_on=far.baseline_on,
        now=far.now,
        target_percent=far.target_percent,
        moved=story.moved,
        same_people=story.same_people,
        same_leavers=story.same_leavers,
        sure=story.sure,
        own_words=story.own_words,
    )
