"""The other half of the last gate: is a number of very few students told in a text that is to be published?

Pure. Numbers are looked for as people usually write them: a digit or a word, before students by whatever name ("2 of our
leavers", "three very able pupils"), before what they did ("2 went") or out of a number ("4 of 12 went on"). A count that does
not say what is counted ("Oxford: 2") is not found, and neither is one whose number comes after ("students: 3").
"""

import html
import re

# Stands between texts that are searched together: no count reaches from one into the next.
APART = " ; \n "
_TAG = re.compile(r"<[^>]*>")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "a single": 1,
    "a couple of": 2, "a pair of": 2,
}  # fmt: skip
# What stands before shows that the number is no count of students: a time or a price, the second of "one to one", of "no one"
# and "one in three", the size of groups, an academic year ("2025/6"). Of "2-3 students" the 3 is a count.
_NO_COUNT = (
    r"(?<![\d.:£])(?<!\d,)(?<![^\W\d]-)(?<!1-2-)(?<!\d\d\d\d[/–-])(?<!\d\d\d\d-\d\d-)(?<!every )(?<!each )(?<!no )"
    r"(?<!one to )(?<!1 to )(?<!\b\d in )" + "".join(rf"(?<!\b{one} in )" for one in _WORDS if " " not in one)
    + "".join(f"(?<!{many} of )" for many in ("groups", "teams", "tables", "pairs", "classes"))
)  # fmt: skip
_NUMBER = rf"{_NO_COUNT}\b(\d{{1,3}}|{'|'.join(_WORDS)})\b"
_WHO = (
    r"(?:students?|pupils?|leavers?|children|child|youngsters?|teenagers?|young (?:people|person|women|men)|boys?|girls?"
    r"|learners?|sixth[ -]formers?|school[ -]leavers?|neets?|year (?:[7-9]|1[0-3])s"
    r"|apprentices(?! (?:from|at|with) (?!our\b|the\b|this\b|last\b|year\b)))\b(?! at a time\b)"
)
_DID = (
    r"(?:went|goes|gone|took(?! place)|chose|started|began|gained|won|secured|moved|progressed|entered|became|joined|stayed|got"
    r"|received|found|left (?:school|us)|dropped out|have gone|are now|is now)\b"
)
# Between a number and students these words show that the number counts something else: "2 talks for students".
_ELSE = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d|[ap]m|o['’]clock"
    r"|for|with|to|by|from|in|at|on|about|per|where|when|that|which|who|whose|and|or|as|so|if|how|what|every|each|all|any"
    r"|years(?! (?:[1-9]|1[0-3])\b)|(?<=\bone )year(?! \d)|terms?|weeks?"
    r"|(?:half-?)?days?|hours?|minutes?|months?|lessons?|sessions?|times?|periods?"
    r"|meetings?|encounters?|occasions?|things?|ways?|steps?|questions?|events?|talks?|visits?|points?|percent"
    r"|halves|thirds|quarters|fifths|tenths|(?:half|third|quarter|fifth|tenth|group|team|class) of|groups|teams|classes"
    r"|tables|pairs|places|placements|workshops"
    r"|activities|fairs|trips|tasks|examples|reasons|tips|topics|units|modules|subjects|courses|options|choices|routes|pathways"
    r"|qualifications|gcses|apprenticeships|jobs|careers|sectors|skills|employers|companies|firms|businesses|partners|providers"
    r"|colleges|universities|schools|speakers|guests|visitors|volunteers|mentors|coaches|advisers|colleagues|staff|teachers"
    r"|tutors|governors|parents|carers|families)\b(?!['’])"
)
_WHOSE = r"(?:our|your|their|the|these|those|this|last)\b"
_YEAR = r"(?:[7-9]|1[0-3])\b(?:(?: to |-|–|/)(?:[7-9]|1[0-3])\b)*"
_YEARS = rf"{_YEAR}(?:(?:, {_YEAR})*,? (?:and|or|&) {_YEAR})*"  # after "and" a list is over: "In Years 12 and 13, 7 students"
_STAGES = r"(?:1 (?:and|&) 2|2 (?:and|&) 3|3 (?:and|&) 4|4 (?:and|&) 5)\b"
_NUMBERED = r"\d{1,2}\b(?:(?: or |-|–|/)\d{1,2}\b)?"
_PLACES = r"room|lab|hall|block|studio|table|stand|term|week|lesson|period|session|group|set|unit|module|part|step|stage"
_BEFORE_PLACES = r"(?:^|[.,;:!?(] |\b(?:in|at|for|from|to|of|by|on|during|after|before|until|with|and|or) )"
_ONE_THING = "".join(
    f"(?<!{word} )" for word in ("this", "that", "which", "new", "old", "first", "second", "third", "next", "last", "another")
)
_FEW = re.compile(
    # "Year 9 students" and "Level 3 apprentices" count nobody, and are passed over; "this year 3 students" counts three.
    r"(?<!this )(?<!last )(?<!each )(?<!every )(?<!one )(?<!a )\b"
    rf"(?:years? {_YEARS}|(?:yr|y) ?{_YEARS}"
    r"|(?<!next )(?<!per )(?<!that )(?<!school )(?<!academic )(?-i:Y)ears? [1-6]\b(?:(?: to | and | or |-|–|/)[1-6]\b)?"
    rf"|(?:key stage|ks) ?{_STAGES}|(?:ages|aged) \d{{1,2}}(?: to |-|–)\d{{1,2}}\b"
    r"|(?:levels|key stages|phases|tiers|grades|benchmarks) \d{1,2}\b(?:(?:, \d{1,2})*(?: and | to | or | & |-|–|/)\d{1,2}\b)?"
    rf"|(?:level|key stage|ks|phase|tier|grade|benchmark|aged?) ?{_NUMBERED})"
    # "In Room 3 students meet" is a place; "in our room 3 students met", "in the summer term 2 students left" count them.
    rf"|{_BEFORE_PLACES}(?:(?:{_PLACES}) {_NUMBERED}|(?:{_PLACES})s \d{{1,2}} (?:and|&) \d{{1,2}}\b)"
    rf"|{_NUMBER} (?:(?:out )?of (?:(?!{_ELSE})[\w'’-]+ ){{0,4}}"
    rf"|(?:years? {_YEARS} )?(?:(?!{_ELSE}|{_WHOSE})[\w'’-]+ ){{0,2}}){_WHO}"
    rf"|(?:(?!one )|{_ONE_THING}){_NUMBER} (?:(?:out )?of (?:the |our |these |those )?(?:\d+|them) |people |others? )?{_DID}",
    re.IGNORECASE,
)


def few_in(text: str, threshold: int) -> tuple[str, ...]:
    """Every place in a text where fewer than ``threshold`` students are counted, as it reads: "2 of 40 pupils"."""
    searched = " ".join(html.unescape(_TAG.sub(" ", text)).split())
    return tuple(found.group().casefold() for found in _FEW.finditer(searched) if _counted(found, threshold) < threshold)


def _counted(found: re.Match[str], threshold: int) -> int:
    number = found.group(1) or found.group(2)
    if number is None:
        return threshold  # it was passed over: it counts nobody
    number = number.casefold()
    return _WORDS[number] if number in _WORDS else int(number)
