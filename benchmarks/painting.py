"""How soon our pages paint: largest contentful paint in headless Chromium, the processor slowed four times, nothing kept.

chalkface demo --port 8123 &
python benchmarks/painting.py http://127.0.0.1:8123
"""

import statistics
import sys

from playwright.sync_api import sync_playwright

ROUNDS = 3
PAGES = (
    "",
    "review/",
    "review/statements/gatsby-2025/5.1/",
    "figures/guidance-by-16/",
    "students/",
    "programme/",
    "impact/",
    "imports/",
)
SCHOOL = "/s/kingsferry-school-example/"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
LARGEST = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_context(base_url=address, viewport={"width": 412, "height": 915}).new_page()
        page.goto("/sign-in/")
        page.fill("#email", "careers-leader@kingsferry.example")
        page.fill("#password", "only for the example school")
        page.click("main button.button")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        print(f"{'page':<60}{'largest paint, ms':>20}")
        for part in PAGES:
            paints = []
            for _ in range(ROUNDS):
                session.send("Network.clearBrowserCache")
                page.goto(SCHOOL + part)
                paints.append(page.evaluate(LARGEST))
            print(f"{SCHOOL + part:<60}{statistics.median(paints):>20.0f}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
