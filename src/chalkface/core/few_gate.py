"""The other half of the last gate: is a number of very few students told in a text that is to be published?

Pure. Numbers are looked for as people usually write them: a digit or a word, before students by whatever name ("2 of our
leavers", "three very able pupils"), before what they did ("2 went") or out of a number ("4 of 12 went on"). A count that does
not say what is counted ("Oxford: 2") is not found, and neither is one whose number comes after ("students: 3").
"""

import html
import re

_TAG = re.compile(r"<[^>]*>")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "a single": 1,
    "a couple of": 2, "a pair of": 2,
}  # fmt: skip
_NUMBER = rf"(?<![\d.:£-])(?<!\d,)(?<!every )(?<!each )\b(\d{{1,3}}|{'|'.join(_WORDS)})\b"
_WHO = (
    r"(?:students?|pupils?|leavers?|children|child|youngsters?|teenagers?|young (?:people|person|women|men)|boys?|girls?"
    r"|learners?|apprentices|sixth[ -]formers?|school[ -]leavers?|neets?|year (?:[7-9]|1[0-3])s)\b"
)
_DID = (
    r"(?:went|goes|gone|took|chose|started|began|gained|won|secured|moved|progressed|entered|became|joined|stayed|got|received"
    r"|found|left (?:school|us)|dropped out|have gone|are now|is now)\b"
)
# Between a number and students these words show that the number counts something else: "2 talks for students".
_ELSE = (
    r"(?:for|with|to|by|from|in|at|on|about|per|where|when|that|which|who|and|or|as|so|if|how|what|every|each|all|any"
    r"|years?(?! (?:[7-9]|1[0-3])\b)|terms?|weeks?|days?|hours?|minutes?|months?|lessons?|sessions?|times?|periods?|meetings?"
    r"|encounters?|occasions?|things?|ways?|steps?|questions?|events?|talks?|visits?)\b(?!['’])"
)
_WHOSE = r"(?:our|your|their|the|these|those|this|last)\b"
_FEW = re.compile(
    # "Year 9 students" and "Level 3 apprentices" count nobody, and are passed over; "this year 3 students" counts three.
    r"(?<!this )(?<!last )(?<!each )(?<!every )(?<!one )(?<!a )\b"
    r"(?:years (?:[7-9]|1[0-3])\b(?:(?:, | and | to | or |-|–|/)(?:[7-9]|1[0-3])\b)*"
    r"|(?:year|yr|y) ?(?:[7-9]|1[0-3])\b(?:(?: and | to | or |-|–|/)(?:[7-9]|1[0-3])\b)*"
    r"|(?:levels?|key stages?|ks|phases?|tiers?|grades?|benchmarks?|aged?) ?\d{1,2}\b"
    r"(?:(?:, | and | to | or |-|–|/)\d{1,2}\b)*)"
    rf"|{_NUMBER} (?:(?:out )?of (?:(?!{_ELSE})[\w'’-]+ ){{0,4}}|(?:(?!{_ELSE}|{_WHOSE})[\w'’-]+ ){{0,2}}){_WHO}"
    rf"|{_NUMBER} (?:(?:out )?of (?:the |our |these |those )?(?:\d+|them) |people |others? )?{_DID}"
)


def few_in(text: str, threshold: int) -> tuple[str, ...]:
    """Every place in a text where fewer than ``threshold`` students are counted, as it reads: "2 of 40 pupils"."""
    searched = " ".join(html.unescape(_TAG.sub(" ", text)).casefold().split())
    return tuple(found.group() for found in _FEW.finditer(searched) if _counted(found, threshold) < threshold)


def _counted(found: re.Match[str], threshold: int) -> int:
    number = found.group(1) or found.group(2)
    if number is None:
        return threshold  # it was passed over: it counts nobody
    return _WORDS[number] if number in _WORDS else int(number)
