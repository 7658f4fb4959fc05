/* What a script may add; every page works without it. */
"use strict";

// The first thing after a refused form is the list of what is wrong.
document.querySelector("[data-focus]")?.focus();

// A finding can be copied as one sentence.
if (navigator.clipboard) {
  for (const words of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button link copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + words.innerText);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words.innerText);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    const after = words.parentElement.querySelector(".after");
    if (after) after.append(button); else words.after(button);
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
