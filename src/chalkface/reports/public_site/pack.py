"""The site as one archive: put its files on the school's website, or only the one that holds everything."""

import zipfile
from io import BytesIO

from chalkface.reports.public_site.page import STYLE, pages
from chalkface.reports.public_site.page import build as whole_page
from chalkface.reports.public_site.paper import PublicSite

READ_ME = """{school}: careers pages, made on {on}

index.html             the careers programme
provider-access.html   the provider access statement
style.css              how both look
careers.html           both in one file, for a website that takes one page, or for a frame:
                       <iframe src="careers.html" title="Careers"></iframe>

Put the first three into one folder of your website, or careers.html alone. They need no script and fetch nothing from
elsewhere.
"""


def files(paper: PublicSite) -> dict[str, bytes]:
    """File name → content."""
    read_me = READ_ME.format(school=paper.school, on=paper.on)
    return {**pages(paper), "style.css": STYLE.encode(), "careers.html": whole_page(paper), "READ-ME.txt": read_me.encode()}


def build(paper: PublicSite) -> bytes:
    """The ZIP of ``paper``: the same site on the same day is the same file, byte for byte."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files(paper).items():
            entry = zipfile.ZipInfo(name, (paper.on.year, paper.on.month, paper.on.day, 12, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, content)
    return archive.getvalue()
