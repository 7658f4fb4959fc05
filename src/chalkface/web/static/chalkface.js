/* What a script may add; every page works without it. */
"use strict";

// The first thing after a refused form is the list of what is wrong.
document.querySelector("[data-focus]")?.focus();

// A finding can be copied as one sentence. The button waits unseen in the page, so that nothing moves.
if (navigator.clipboard) {
  document.documentElement.classList.add("scripted");
  for (const button of document.querySelectorAll(".sentence .copy")) {
    const words = button.closest(".sentence").querySelector("p").innerText;
    button.setAttribute("aria-label", "Copy: " + words);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }
}

// One press sends a form once.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method === "get") return;
  if (button.hasAttribute("aria-busy")) { event.preventDefault(); return; }
  button.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// The account menu closes on Escape and on a press elsewhere.
const account = document.querySelector("details.account");
if (account) {
  document.addEventListener("click", (event) => { if (!account.contains(event.target)) account.open = false; });
  account.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { account.open = false; account.querySelector("summary").focus(); }
  });
}
