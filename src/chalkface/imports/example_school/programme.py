"""The year's programme of the example school, as one table: what happens, for whom, when, since when and how well.

It is uneven on purpose. Employers are met in Years 8-10 and hardly in Years 7 and 12; lessons on the labour market reach
everybody since this year, Years 10 and 11 for longer; apprenticeship providers came late and reach some tutor groups only;
four years ago nobody went to a workplace. Lessons linked to careers are in ``curriculum.py``.
"""

from dataclasses import dataclass

EMPLOYER, WORKPLACE, PROVIDER = "employer_encounter", "workplace_experience", "provider_encounter"
VISIT, MARKET, RECRUIT = "higher_education_visit", "labour_market_information", "recruitment_practice"
SKILLS, PARENTS, STAFF, OTHER = "skills_practice", "parent_event", "staff_training", "other"

FULL, THIN, BARE = "full", "thin", "bare"
WEAK_YEAR = 4


@dataclass(frozen=True)
class Event:
    """One line of the programme, held every year from ``since`` years ago.

    ``share`` of the invited are on the list (times ``tilt`` for disadvantaged students); ``forms`` names the tutor groups
    that are invited, each with an activity of its own when ``each_form``; ``strands`` splits the year group over that many
    activities. ``quality``: ``full`` passes every test of a meaningful encounter, ``thin`` some, ``bare`` nobody noted.
    ``partners`` lists kinds of partner, one of which is drawn for each; ``approved`` is a provider that may count for the
    provider-access law. ``offered`` notes to whom it was open. ``repeated`` is held again this year for those who missed it
    and for newcomers, until nobody is left out. A share of 0 is an event without
    students; the year group of a staff session means nothing.
    """

    kind: str
    title: str
    group: int
    month: int
    day: int
    share: float = 1.0
    tilt: float = 1.0
    since: int = 5
    quality: str = FULL
    partners: tuple[str, ...] = ()
    hours: str = ""
    days: int = 1
    forms: str = "ABCDEFG"
    each_form: bool = False
    strands: int = 1
    only: str = ""
    in_school_day: bool = True
    mode: str = "in_person"
    offered: bool = False
    repeated: bool = False
    methods: str = ""
    outcomes: str = ""
    skills: str = ""


EMP, COLLEGE, TRAINER, UNI = "employer", "further_education", "training_provider", "university"
FIVE = (EMP,) * 5

EVENTS = (
    # Employers
    Event(EMPLOYER, "Meet the employers morning", 8, 10, 7, 0.97, partners=FIVE, hours="2.5", outcomes="CRE-8;EXP-8"),
    Event(EMPLOYER, "Speed meeting with people at work", 8, 3, 10, 0.95, since=3, quality=THIN, partners=(EMP, EMP), hours="1",
          each_form=True, outcomes="EXP-8"),
    Event(EMPLOYER, "World of work morning", 9, 10, 4, 0.97, partners=FIVE, hours="2.5", outcomes="CRE-9"),
    Event(EMPLOYER, "Enterprise challenge with local firms", 9, 6, 24, 0.95, since=2, partners=(EMP, EMP, EMP), hours="5",
          outcomes="CRE-9", skills="TE;PS;CR"),
    Event(EMPLOYER, "Employer carousel", 10, 10, 1, 0.97, partners=(*FIVE, "alumni"), hours="2", outcomes="EXP-10"),
    Event(EMPLOYER, "Ready for work talks", 10, 1, 20, 0.93, since=3, quality=THIN, partners=(EMP,), hours="1",
          outcomes="EXP-10"),
    Event(EMPLOYER, "Question hour with employers", 11, 9, 30, 0.66, 0.8, partners=(EMP, EMP, "public_body"), hours="1",
          outcomes="CRE-11"),
    Event(EMPLOYER, "Apprentices answer back", 11, 2, 4, 0.3, quality=THIN, partners=(EMP,), hours="1"),
    Event(EMPLOYER, "A first visitor from work", 7, 5, 14, 0.95, quality=THIN, partners=(EMP,), hours="1", forms="AB",
          each_form=True, outcomes="CRE-7"),
    Event(EMPLOYER, "Breakfast with a local author", 7, 10, 20, 0.1, quality=BARE, partners=("alumni",), hours="1"),
    Event(EMPLOYER, "Lunchtime industry talk", 12, 10, 14, 0.2, quality=THIN, partners=(EMP,), hours="1", offered=True),
    Event(EMPLOYER, "Industry talk: working for yourself", 12, 2, 5, 0.14, partners=(EMP,), hours="1", since=2, offered=True),
    Event(EMPLOYER, "Former students' panel", 13, 10, 12, 0.5, partners=("alumni", "alumni", EMP), hours="1.5", offered=True),
    Event(EMPLOYER, "Women in engineering lunch", 9, 11, 8, 0.25, only="F", partners=(EMP,), hours="1.5", since=3),
    Event(EMPLOYER, "Women in engineering lunch", 10, 11, 8, 0.2, only="F", partners=(EMP,), hours="1.5", since=3),
    Event(EMPLOYER, "Health careers club", 10, 1, 30, 0.12, partners=("public_body",), hours="1", quality=BARE),
    Event(EMPLOYER, "Games makers' workshop", 8, 5, 6, 0.12, partners=(EMP,), hours="3", since=1, skills="CR;PS"),
    Event(EMPLOYER, "Online chat with a marine engineer", 9, 3, 5, 0.14, partners=(EMP,), hours="0.75", mode="virtual",
          quality=THIN),
    Event(EMPLOYER, "Money talk from the building society", 10, 4, 28, 0.3, quality=THIN, partners=(EMP,), hours="1",
          outcomes="BAL-10"),
    Event(EMPLOYER, "Firefighters' visit", 8, 2, 3, 0.15, quality=BARE, partners=("public_body",), hours="1"),
    Event(EMPLOYER, "Former student of the term", 10, 11, 28, 0.1, quality=BARE, partners=("alumni",), hours="0.5"),
    Event(EMPLOYER, "Charity volunteers' hour", 9, 12, 4, 0.12, quality=THIN, partners=("charity",), hours="1"),
    # Workplaces
    Event(WORKPLACE, "Work experience week", 10, 6, 22, 0.86, 0.9, partners=(EMP,) * 9, hours="25", days=5, strands=4,
          offered=True, outcomes="EXP-10;CRE-10", skills="SP;TE;AD"),
    Event(WORKPLACE, "Workplace visit", 9, 10, 8, 0.92, since=3, partners=(EMP,), hours="5", each_form=True, forms="ABCD",
          outcomes="EXP-9"),
    Event(WORKPLACE, "Workplace visit", 8, 3, 24, 0.95, since=2, partners=(EMP,), hours="5", each_form=True, forms="ABCDE"),
    Event(WORKPLACE, "Project week with an employer", 8, 7, 1, 0.34, 0.8, since=2, partners=(EMP,), hours="20", days=4,
          strands=2, offered=True, skills="PS;TE"),
    Event(WORKPLACE, "Sixth-form placement week", 12, 7, 4, 0.74, 0.85, partners=(EMP,) * 7, hours="25", days=5, strands=3,
          offered=True, outcomes="EXP-12"),
    Event(WORKPLACE, "Online insight day", 13, 11, 18, 0.14, partners=(EMP,), hours="4", mode="virtual", quality=THIN),
    # Colleges, training providers and sixth forms
    Event(PROVIDER, "What the college teaches", 8, 2, 10, 0.96, since=1, partners=(COLLEGE,), hours="1", offered=True,
          outcomes="EXP-8"),
    Event(PROVIDER, "Taster day at the college", 8, 6, 12, 0.6, 0.85, since=1, partners=(COLLEGE, TRAINER), hours="5",
          offered=True),
    Event(PROVIDER, "Apprenticeship workshop", 9, 1, 22, 0.95, since=1, partners=(TRAINER,), hours="1.5", forms="ABCD",
          each_form=True, offered=True, outcomes="EXP-9"),
    Event(PROVIDER, "Apprenticeship carousel", 10, 3, 12, 0.97, since=1, partners=(TRAINER, TRAINER), hours="1.5", forms="ABC",
          each_form=True, offered=True, outcomes="EXP-10"),
    Event(PROVIDER, "Technical taster morning", 10, 5, 12, 0.28, 0.55, since=1, partners=(COLLEGE,), hours="3", offered=True),
    Event(PROVIDER, "Sixth forms introduce themselves", 10, 7, 3, 0.9, quality=THIN,
          partners=("sixth_form", "sixth_form_college"),
          hours="1"),
    Event(PROVIDER, "Routes after 16 evening", 11, 10, 9, 0.5, 0.55, in_school_day=False, hours="2", offered=True,
          partners=("sixth_form", "sixth_form_college", COLLEGE, TRAINER), outcomes="MAN-11"),
    Event(PROVIDER, "Apprenticeship workshop", 11, 11, 5, 0.32, 0.8, since=2, partners=(TRAINER,), hours="1.5", offered=True),
    Event(PROVIDER, "Sixth-form taster day", 11, 11, 12, 0.8, 0.85, partners=("sixth_form",), hours="4",
          outcomes="EXP-11;MAN-11"),
    Event(PROVIDER, "Higher apprenticeships explained", 12, 11, 4, 0.4, since=2, partners=(TRAINER,), hours="1", offered=True),
    Event(PROVIDER, "Degree apprenticeship providers' morning", 12, 2, 24, 0.3, since=1, partners=(TRAINER, COLLEGE), hours="2",
          offered=True),
    Event(PROVIDER, "Apprenticeship applications clinic", 13, 10, 14, 0.3, since=1, partners=(TRAINER,), hours="1",
          offered=True),
    # Universities
    Event(VISIT, "University campus day", 8, 6, 17, 0.25, 1.3, partners=(UNI,), hours="5", offered=True),
    Event(VISIT, "Subject day at the university", 10, 4, 24, 0.5, partners=(UNI,), hours="5", offered=True),
    Event(VISIT, "University open day", 12, 6, 18, 0.75, 0.9, partners=(UNI,), hours="6", offered=True, outcomes="MAN-12"),
    Event(VISIT, "Residential taster", 12, 4, 22, 0.3, 1.2, partners=(UNI,), hours="12", days=2, offered=True),
    Event(VISIT, "University open day", 13, 9, 27, 0.5, 0.8, partners=(UNI,), hours="6", offered=True),
    Event(VISIT, "Subject open day", 13, 10, 16, 0.35, partners=(UNI,), hours="5", offered=True, quality=THIN),
    # Labour market
    Event(MARKET, "A first look at work near us", 7, 5, 20, 0.55, since=2, hours="1", outcomes="BIG-7"),
    Event(MARKET, "Local jobs detectives", 8, 1, 15, 0.9, since=3, hours="1", outcomes="BIG-8"),
    Event(MARKET, "Options and local work", 9, 1, 12, 0.8, hours="1", outcomes="BIG-9;MAN-9"),
    Event(MARKET, "Growing sectors near us", 10, 9, 22, 1.0, hours="1", outcomes="BIG-10", repeated=True),
    Event(MARKET, "Routes and pay after 16", 11, 9, 16, 1.0, hours="1", outcomes="BIG-11;BAL-11", repeated=True),
    Event(MARKET, "Jobs near us: what they are", 7, 9, 17, 1.0, since=0, hours="0.5", outcomes="BIG-7", repeated=True),
    Event(MARKET, "Jobs near us: what they ask for", 8, 9, 17, 1.0, since=0, hours="0.5", outcomes="BIG-8", repeated=True),
    Event(MARKET, "Jobs near us: what they pay", 9, 9, 18, 1.0, since=0, hours="0.5", outcomes="BIG-9", repeated=True),
    Event(MARKET, "Sixth form: where the jobs will be", 12, 9, 21, 1.0, since=0, hours="0.5", repeated=True, outcomes="BIG-12"),
    Event(MARKET, "Sixth form: pay after each route", 13, 9, 21, 1.0, since=0, hours="0.5", repeated=True,
          outcomes="BIG-13;BAL-13"),
    Event(MARKET, "Catch-up: growing sectors", 10, 10, 14, 0.35, 1.6, hours="0.5", outcomes="BIG-10"),
    Event(MARKET, "Catch-up: routes and pay", 11, 11, 3, 0.35, 1.6, hours="0.5", outcomes="BIG-11"),
    Event(MARKET, "Graduates' and apprentices' pay", 12, 2, 3, 0.5, hours="1"),
    Event(MARKET, "Where last year's leavers went", 13, 10, 6, 0.4, hours="0.5"),
    # Recruitment
    Event(RECRUIT, "Writing a first CV", 10, 2, 26, 0.75, since=2, hours="1", methods="RP-1", outcomes="EXP-10"),
    Event(RECRUIT, "Mock interview day", 11, 11, 17, 0.72, 0.9, partners=FIVE, hours="1.5", methods="RP-3", outcomes="EXP-11"),
    Event(RECRUIT, "Recorded interview rehearsal", 12, 3, 4, 0.35, since=2, hours="1", methods="RP-4", offered=True),
    Event(RECRUIT, "Application form clinic", 13, 9, 21, 0.55, hours="1", methods="RP-2", offered=True,
          outcomes="EXP-13;MAN-13"),
    Event(RECRUIT, "Assessment centre rehearsal", 13, 10, 20, 0.3, since=2, partners=(EMP,), hours="3", methods="RP-8",
          offered=True, outcomes="EXP-13;GTL-13"),
    # Skills
    Event(SKILLS, "Teamwork day", 7, 7, 8, 0.97, hours="5", skills="TE;LI", outcomes="GTL-7"),
    Event(SKILLS, "Debating afternoon", 8, 11, 22, 0.4, hours="2", skills="SP;LI", forms="ABC", each_form=True,
          outcomes="GTL-8"),
    Event(SKILLS, "Design challenge", 9, 5, 5, 0.5, hours="4", skills="CR;PS", since=2, outcomes="GTL-9"),
    Event(SKILLS, "Peer mentors' training", 12, 10, 8, 0.25, 1.1, hours="3", skills="LE;LI", outcomes="GTL-12;CRE-12"),
    Event(SKILLS, "Young leaders' morning", 10, 2, 9, 0.12, hours="3", skills="LE;PL", outcomes="GTL-10"),
    Event(SKILLS, "Reading partners for Year 7", 12, 1, 24, 0.15, hours="2", skills="SP;LE", outcomes="GTL-12"),
    # Parents, staff and the rest
    Event(PARENTS, "Welcome evening: careers in Year 7", 7, 9, 28, 0, hours="1", in_school_day=False),
    Event(PARENTS, "Options evening", 9, 2, 26, 0, hours="2", in_school_day=False),
    Event(PARENTS, "Work experience briefing", 10, 3, 19, 0, hours="1", in_school_day=False, mode="blended"),
    Event(PARENTS, "Routes after 16: for parents and carers", 11, 11, 13, 0, partners=(COLLEGE,), hours="1.5",
          in_school_day=False),
    Event(PARENTS, "Applying to university: for parents and carers", 12, 4, 29, 0, partners=(UNI,), hours="1.5",
          in_school_day=False),
    Event(STAFF, "Careers in your subject", 7, 9, 5, 0, hours="1"),
    Event(STAFF, "What an apprenticeship is now", 7, 1, 8, 0, partners=(TRAINER,), hours="1", since=2),
    Event(STAFF, "Tutors as first listeners", 7, 6, 26, 0, hours="0.75", since=3),
    Event(OTHER, "Careers week stalls", 9, 3, 5, 0.3, hours="0.5"),
    Event(OTHER, "Careers library lunch", 11, 10, 17, 0.1, 1.4, hours="0.5"),
    Event(OTHER, "Careers library lunch", 8, 1, 17, 0.08, hours="0.5"),
)  # fmt: skip
