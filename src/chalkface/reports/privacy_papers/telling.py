"""The papers as documents. Every sentence about data comes from the register, so that none can say what is not so."""

from collections.abc import Callable, Iterable, Mapping

from chalkface.core.access import MEMBER_ROLES, ROLES, grants
from chalkface.core.register import Field, Table, register
from chalkface.core.retention import RULES, words_of
from chalkface.reports.privacy_papers.paper import PrivacyPapers
from chalkface.reports.told import Facts, Points, Says, Section, Told
from chalkface.reports.told import Table as Grid

EXAMPLE = "An example school: everything here is invented."
NOBODY_ELSE = "No company works on the data for the software: there are no sub-processors, no trackers and no advertising."


def _document(paper: PrivacyPapers, title: str, sections: Iterable[Section]) -> Told:
    return Told(title, paper.school, f"{paper.school} · {title}", tuple(sections), EXAMPLE if paper.is_example else "")


def _fields(*whose: str) -> list[Field]:
    return [one for table in register().about(*whose) for one in table.fields.values()]


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))


def _purposes(*whose: str) -> dict[str, list[Table]]:
    """Purpose → the tables that serve it, in the order of the register."""
    found: dict[str, list[Table]] = {}
    for table in register().about(*whose):
        for purpose in _unique(one.purpose for one in table.fields.values()):
            found.setdefault(purpose, []).append(table)
    return found


def _kept(paper: PrivacyPapers, rules: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{RULES[code].title}:", words_of(paper.months[code])) for code in _unique(rules))


def notice_younger(paper: PrivacyPapers) -> Told:
    """For readers of about seven to eleven: short words, short sentences."""
    purposes = register().purposes
    why = tuple(
        ("", f"{purposes[code]['younger'][:1].upper()}{purposes[code]['younger'][1:]}.") for code in _purposes("student")
    )
    return _document(
        paper,
        "Your information and you",
        (
            Section(
                "What is this?", (Says("Your school writes some things down about you. This page says what, and why.", "lead"),)
            ),
            Section("Why do we write things down?", (Points(why),)),
            Section(
                "Who can look?",
                (
                    Says(
                        "Only grown-ups at your school who need it. When somebody looks at private things, the computer "
                        "writes down who it was."
                    ),
                ),
            ),
            Section("Do we sell it?", (Says("No. Nobody else gets it to make money. There are no adverts."),)),
            Section("How long do we keep it?", (Says("While you are at school and a few years after. Then it is deleted."),)),
            Section(
                "You can ask",
                (
                    Says(
                        "You can ask to see what is written about you. You can say when something is wrong. Ask a "
                        "teacher, or a grown-up at home can ask for you."
                    ),
                ),
            ),
        ),
    )


def notice_older(paper: PrivacyPapers) -> Told:
    """For readers of eleven to sixteen."""
    found = register()
    why = tuple((f"{found.purposes[code]['title']}:", f"{found.purposes[code]['plain']}.") for code in _purposes("student"))
    what = tuple(
        (f"{title}:", "; ".join(_unique(table.title for table in found.about("student") if table.part == code)) + ".")
        for code, title in found.parts.items()
    )
    where = _unique(found.sources[one.source]["plain"] for one in _fields("student"))
    return _document(
        paper,
        "How your school uses your data for careers",
        (
            Section(
                "In short",
                (
                    Says(
                        f"{paper.school} keeps a careers record about you {found.bases['task']['plain']}. You can see it, "
                        "and you can have mistakes put right.",
                        "lead",
                    ),
                ),
            ),
            Section("What is kept", (Points(what),)),
            Section("Why", (Points(why),)),
            Section("Where it comes from", (Says(f"From {', '.join(where)}."),)),
            Section(
                "Who sees it",
                (
                    Says(
                        "Staff see what their work needs and no more. What you tell the adviser in confidence is not seen"
                        " by your tutor. If somebody could be hurt the adviser has to tell the person who keeps you safe."
                        " Looks at private details are written down, and you can read who looked."
                    ),
                    Says(NOBODY_ELSE),
                ),
            ),
            Section(
                "What leaves the school",
                (
                    Says(
                        "The law makes the school tell the local council your name, address, date of birth and your "
                        "parents’ names. More goes only if nobody refused: your parents until you are 16, you from then "
                        "on. Nothing goes abroad."
                    ),
                ),
            ),
            Section("How long", (Points(_kept(paper, (one.kept for one in _fields("student")))),)),
            Section(
                "Your rights",
                (
                    Points(
                        (
                            ("See it:", "you may ask for a copy of everything; the answer comes within one month."),
                            ("Put it right:", "say what is wrong."),
                            ("Have it erased, or object:", "the school must think about it and tell you why if it says no."),
                            ("Complain:", "to the school, and then to the Information Commissioner (ico.org.uk)."),
                        )
                    ),
                    Says("No computer decides about you: a list may say who should be seen soon, and a person decides."),
                ),
            ),
        ),
    )


def notice_adults(paper: PrivacyPapers) -> Told:
    """For parents, carers, staff and partners."""
    found = register()
    whose = (
        ("Students", "student"),
        ("Parents and carers", "family"),
        ("Staff", "staff"),
        ("Employers and providers", "partner"),
    )
    sections = [
        Section(
            "Who is responsible",
            (
                Says(
                    f"{paper.school} is the controller. Its careers software is Chalkface, run for the school. {NOBODY_ELSE}",
                    "lead",
                ),
                Says("Contact the school’s data protection officer: [name and address, to be filled in by the school]."),
            ),
        )
    ]
    for title, code in whose:
        fields = _fields(code)
        bases = "; ".join(_unique(found.bases[one.basis]["title"] for one in fields))
        conditions = "; ".join(_unique(found.conditions[one.condition]["title"] for one in fields if one.condition))
        pairs = [
            ("What", "; ".join(_unique(table.title for table in found.about(code)))),
            ("Why", "; ".join(found.purposes[one]["title"] for one in _purposes(code))),
            ("Lawful basis", bases),
            ("Special-category data", conditions),
            ("From", "; ".join(_unique(found.sources[one.source]["title"] for one in fields))),
        ]
        sections += [
            Section(
                title, (Facts(tuple(pair for pair in pairs if pair[1])), Points(_kept(paper, (one.kept for one in fields))))
            )
        ]
    sections.append(
        Section(
            "Rights",
            (
                Says(
                    "Anybody may ask for a copy (answered within one month), for correction, for erasure, and may "
                    "object. From 16 a young person asks for themselves. In a maintained school a parent may see the "
                    "educational record within 15 school days. Complaints are acknowledged within 30 days; after the "
                    "school, the Information Commissioner (ico.org.uk). We do not rely on consent for what is above, "
                    "and nothing is decided by a machine alone."
                ),
            ),
        )
    )
    return _document(paper, "Privacy notice for careers guidance", sections)


def record_of_processing(paper: PrivacyPapers) -> Told:
    """Article 30: one row for each purpose."""
    found, rows = register(), []
    whose = ("student", "family", "staff", "partner")
    for code, tables in _purposes(*whose).items():
        fields = [one for table in tables for one in table.fields.values() if one.purpose == code]
        rows.append(
            (
                found.purposes[code]["title"],
                ", ".join(_unique(table.about for table in tables)),
                "; ".join(_unique(table.title for table in tables)),
                "; ".join(_unique(found.bases[one.basis]["title"] for one in fields)),
                "; ".join(_unique(found.conditions[one.condition]["title"] for one in fields if one.condition)) or "none",
                "; ".join(
                    f"{RULES[rule].title}: {words_of(paper.months[rule])}" for rule in _unique(one.kept for one in fields)
                ),
            )
        )
    heads = ("Purpose", "About", "What", "Basis", "Special-category condition", "Kept")
    return _document(
        paper,
        "Record of processing",
        (
            Section("Controller", (Says(f"{paper.school}. {NOBODY_ELSE} No transfer outside the United Kingdom."),)),
            Section("Processing", (Grid("One row for each purpose", heads, tuple(rows)),)),
            Section(
                "Security",
                (
                    Says(
                        "A second factor for staff, rights by role, an audit trail that cannot be changed unseen, "
                        "confidential and special-category data encrypted with keys outside the database, backups kept at"
                        " most 35 days: TRUST.md names the test of each."
                    ),
                ),
            ),
        ),
    )


def data_map(paper: PrivacyPapers) -> Told:
    """Where data comes from, where it lies, who sees it, where it goes."""
    found, rows = register(), []
    for table in found.about("student", "family", "staff", "partner"):
        fields = list(table.fields.values())
        rows.append(
            (
                table.title,
                "; ".join(_unique(found.sources[one.source]["title"] for one in fields)),
                _who_sees(fields),
                "yes" if any(one.out for one in fields) else "no",
            )
        )
    return _document(
        paper,
        "Map of data",
        (
            Section(
                "In, kept, seen, out",
                (
                    Says(
                        "Everything lies in one database and one data folder on the school’s server; keys lie apart."
                    ),
                    Grid(
                        "One row for each kind of record",
                        ("Record", "Comes from", "Seen by", "In the exchange file"),
                        tuple(rows),
                    ),
                ),
            ),
            Section(
                "What leaves",
                (
                    Points(
                        (
                            ("Local authority:", "what the law asks for, and more only where nobody refused."),
                            (
                                "The next school, or the student:",
                                "the portable record, written for one student and kept as written.",
                            ),
                            ("Mail:", "digests for staff without a student’s name."),
                        )
                    ),
                ),
            ),
            Section("Sub-processors", (Says(NOBODY_ELSE),)),
        ),
    )


def _who_sees(fields: Iterable[Field]) -> str:
    rights = _unique(one.seen for one in fields if one.seen != "-")
    roles = [ROLES[role].title for role in MEMBER_ROLES if any(role in grants()[right].who for right in rights)]
    return "every member of staff" if len(roles) == len(MEMBER_ROLES) else ", ".join(roles) or "nobody"


def impact_assessment(paper: PrivacyPapers) -> Told:
    """The draft of a DPIA: what is known from the software; the school decides and signs."""
    found = register()
    special = [
        (
            f"{table.title}:",
            ", ".join(found.label(one.name).lower() for one in fields)
            + ". "
            + "; ".join(_unique(found.conditions[one.condition]["title"] for one in fields))
            + ".",
        )
        for table in found.about("student")
        if (fields := [one for one in table.fields.values() if one.kind == "special"])
    ]
    risks = (
        (
            "A student uses a teacher’s password",
            "second factor for staff, password again before notes and packs, short idle time",
        ),
        (
            "Somebody looks without need",
            "rights by role and group; looks at protected details are kept and shown to the student",
        ),
        ("A paper or list identifies a few", "small numbers are hidden at one exit"),
        ("A pack tells about somebody else", "names are found, and no pack is made before each such text was decided"),
        ("Data is kept for too long", "retention with a reviewed list; erasure to the byte; backups at most 35 days"),
        ("The server or a backup is stolen", "notes and special-category data encrypted, keys apart"),
        (
            "A score decides about a child",
            "its reasons are shown, staff may say otherwise, fairness is checked, a person decides",
        ),
    )
    return _document(
        paper,
        "Data protection impact assessment (draft)",
        (
            Section(
                "Why one is needed",
                (
                    Says("Children, special-category data, and a system that many use.", "lead"),
                    Says(
                        "This draft is written from the software’s own register. The school adds what it knows, asks its "
                        "data protection officer, and signs."
                    ),
                ),
            ),
            Section(
                "What is done and why",
                (
                    Points(
                        tuple(
                            (f"{found.purposes[code]['title']}:", "; ".join(table.title.lower() for table in tables) + ".")
                            for code, tables in _purposes("student").items()
                        )
                    ),
                ),
            ),
            Section("Special-category data", (Points(tuple(special)),)),
            Section(
                "Necessary and in proportion",
                (
                    Says(
                        "Each field has a purpose, a basis and an end; a field without them cannot be built in. Fields "
                        "that the school does not bring in stay empty."
                    ),
                ),
            ),
            Section("Risks and what is done", (Grid("Risks", ("Risk", "What is done"), risks),)),
            Section(
                "Appropriate policy document",
                (
                    Says(
                        "Special-category data is kept under the conditions above, for the times of the record of "
                        "processing, and erased after them. The school reviews this each year."
                    ),
                ),
            ),
            Section(
                "Decision",
                (
                    Facts(
                        (
                            ("Advice of the data protection officer", "[to be filled in]"),
                            ("Decided by", "[to be filled in]"),
                            ("Review on", "[to be filled in]"),
                        )
                    ),
                ),
            ),
        ),
    )


PAPERS: Mapping[str, tuple[str, Callable[[PrivacyPapers], Told]]] = {
    "notice-younger": ("Privacy notice for readers of 7 to 11", notice_younger),
    "notice-older": ("Privacy notice for readers of 11 to 16", notice_older),
    "notice-adults": ("Privacy notice for adults", notice_adults),
    "impact-assessment": ("Impact assessment (DPIA), a draft with the appropriate policy document", impact_assessment),
    "record-of-processing": ("Record of processing", record_of_processing),
    "data-map": ("Map of data, with sub-processors", data_map),
}
