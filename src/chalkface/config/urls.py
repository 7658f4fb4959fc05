"""Every URL is a page that announced itself."""

from chalkface.web.discover import import_pages
from chalkface.web.page import page_urls

import_pages()
urlpatterns = page_urls()
handler400 = "chalkface.web.errors.bad_request"
handler404 = "chalkface.web.errors.not_found"
handler403 = "chalkface.web.errors.forbidden"
handler500 = "chalkface.web.errors.broken"
