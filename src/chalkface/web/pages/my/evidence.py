"""What the student did and learned, as words to copy into a CV, a form or a personal statement; on paper and in Word too."""

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.own_pages import done, person, words_for_teachers
from chalkface.queries.skills import skills_practised
from chalkface.reports.own_evidence import evidence_word
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@own_page("evidence/", needs="keep_own", title="For a CV")
def evidence(request: HttpRequest, access: Access) -> dict | HttpResponse:
    number = own_student(request, access)
    who, things, skills = person(access, number), done(access, number), skills_practised(access, number)
    words = words_for_teachers(access, number)
    strength = words["strength"].said if "strength" in words else ""
    if request.GET.get("as") == "word":
        file = evidence_word(who.name, things, skills, strength=strength)
        return HttpResponse(
            file, content_type=WORD, headers={"Content-Disposition": 'attachment; filename="what-i-did.docx"'}
        )
    return {"who": who, "things": things, "skills": skills, "strength": strength}
