"""Three hundred texts that run where they are not shown as texts: each calls ``zqx()``, which who looks on has put there."""

# What a text may have to get out of first: an attribute, a comment, an element whose inside is not read as elements.
OUT_OF = ("", '">', "'>", "-->", "</textarea>", "</title>", "</script>", "</style>", '" ', "' ")
PIECES = (
    "<img src=x onerror=zqx()>", "<script>zqx()</script>", "<svg onload=zqx()>", "<ScRiPt>zqx()</sCrIpT>",
    "<svg/onload=zqx()//",
    "<iframe srcdoc='<script>parent.zqx()</script>'>", "<iframe src=javascript:parent.zqx()>", "<body onload=zqx()>",
    "<details open ontoggle=zqx()>", "<input autofocus onfocus=zqx()>", "<style onload=zqx()></style>",
    "<img\nsrc=x\nonerror=zqx()>",
    "<video><source onerror=zqx()>", "<audio src=x onerror=zqx()>", "<object data=x onerror=zqx()>",
    "<embed src=javascript:zqx()>",
    "<link rel=stylesheet href=x onerror=zqx()>", "<a href=javascript:zqx()>zqx</a>",
    "<form action=javascript:zqx()><button>zqx",
    "<math><mtext><img src=x onerror=zqx()>", "<table background=x><img src=x onerror=zqx()>", "<marquee onstart=zqx()>zqx",
    "<noscript><p title='</noscript><img src=x onerror=zqx()>'>", "<!--><img src=x onerror=zqx()>",
    "<img src=x onerror=zqx`1`>",
    "<svg><script>zqx()</script></svg>", "<p style=x onfocus=zqx() tabindex=1 autofocus>zqx",
    "<template><zqx>{{7*191}}${zqx()}",
    "autofocus onfocus=zqx() onmouseover=zqx() x=", "javascript:zqx()//<svg onload=zqx()>",
)  # fmt: skip
PAYLOADS = [before + piece for before in OUT_OF for piece in PIECES]


class Payloads:
    """The corpus without end: as many as fit into a text, so that all of them are used."""

    def __init__(self) -> None:
        self.given = 0

    def text(self, room: int = 200, most: int = 8) -> str:
        """The next ones that fit into ``room`` letters, at most so many of them."""
        text = ""
        for _ in range(most):
            one = PAYLOADS[self.given % len(PAYLOADS)]
            if len(text) + len(one) > room:
                self.given += not text  # one that fits nowhere here waits for the next round
                break
            text, self.given = text + one, self.given + 1
        return text or "<zqx>"[:room]


# What of a page came alive, asked of the browser: an element, a handler or an address of ours, or what was computed.
ALIVE = """() => [...document.querySelectorAll('*')].filter(one => one.localName.includes('zqx') || [...one.attributes].some(
  said => said.name.startsWith('on') || said.name.includes('zqx')
    || /^(href|src|srcdoc|action|formaction|data)$/.test(said.name) && /^[\\s\\0-\\x1f]*javascript:|zqx\\(/i.test(said.value)
)).map(one => one.outerHTML.slice(0, 120))"""
