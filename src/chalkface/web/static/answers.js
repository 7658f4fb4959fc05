/* Answers on poor Wi-Fi. What is typed is kept on this device, sealed with a key that only the person's own page holds, until
   the school has it; sending is tried again under the same key, so that it is done once. Without a script the form is a form.
   Where one address is everybody's (data-tab), whoever opens it next has the same key: there it is kept in the tab alone. */
"use strict";

const KEPT = "answers-", MONTH = 30 * 24 * 3600 * 1000, PATIENCE = 15000, LONGEST = 30000;
const NO_ANSWER = [408, 425, 429, 500, 502, 503, 504];

/* Storage may be full, or refused by the browser: then there is none. */
const inTab = document.querySelector("form[data-tab]") !== null;
function stored(deed, tab = inTab) {
  try { return deed(tab ? sessionStorage : localStorage); } catch { return null; }
}
const forget = (place) => { for (const tab of [true, false]) stored((store) => store.removeItem(KEPT + place), tab); };

function sweep() {
  stored((store) => {
    for (const name of Object.keys(store)) {
      if (name.startsWith(KEPT) && !(Date.now() - parseInt(store.getItem(name), 10) < MONTH)) store.removeItem(name);
    }
  });
}

const in64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const from64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

class Answers {
  constructor(form) {
    this.form = form;
    this.told = form.querySelector("[data-told]");
    this.tried = "";       // what was sent last, under the key that the form holds now
    this.sending = false;
    this.writing = Promise.resolve();
    this.seal = globalThis.crypto?.subtle
      ? crypto.subtle.importKey("raw", from64(form.dataset.seal), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  }

  given() {
    return [...new FormData(this.form)].filter(([name]) => name.startsWith("V-"));
  }

  tell(words) {
    this.told.textContent = inTab ? words.replace("on this device", "in this tab") : words;
  }

  /* One after the other, so that what was typed last is what is kept. */
  keep() {
    this.writing = this.writing.then(async () => {
      if (!this.seal) return false;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const words = JSON.stringify({ given: this.given(), key: this.form.elements.key.value, tried: this.tried });
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.seal, new TextEncoder().encode(words));
      return stored((store) => {
        store.setItem(KEPT + this.form.dataset.place, [Date.now(), in64(iv), in64(sealed)].join(" "));
        return true;
      }) === true;
    }).catch(() => false);
    return this.writing;
  }

  async fill() {
    const held = stored((store) => store.getItem(KEPT + this.form.dataset.place));
    if (!held || !this.seal) return;
    try {
      const [, iv, sealed] = held.split(" ");
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: from64(iv) }, await this.seal, from64(sealed));
      const { given, key, tried } = JSON.parse(new TextDecoder().decode(opened));
      for (const [name, value] of given) this.put(name, value);
      if (tried) { this.form.elements.key.value = key; this.tried = tried; }
      if (given.some(([, value]) => value)) this.tell("What you answered before is here again. It is not sent yet.");
    } catch {
      forget(this.form.dataset.place);   // not ours, or spoilt
    }
  }

  put(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field && !field.value) field.value = value;
  }

  async changed() {
    const kept = await this.keep();
    if (!this.sending) this.tell(kept ? "Kept on this device. Not sent yet." : "");
  }

  /* One thing sent has one key; what was changed since the last try is another thing. */
  newThing() {
    const words = JSON.stringify(this.given());
    if (this.tried && this.tried !== words && globalThis.crypto?.randomUUID) this.form.elements.key.value = crypto.randomUUID();
    this.tried = words;
  }

  async send() {
    this.sending = true;
    this.newThing();
    const kept = await this.keep();
    const body = new URLSearchParams(new FormData(this.form));
    for (let wait = 1000; ; wait = Math.min(2 * wait, LONGEST)) {
      this.tell("Sending…");
      const answer = await fetch(this.form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
      if (answer?.redirected) {          // to the page that says thank you; or to the door, when the visit is over
        if (answer.ok && answer.url === this.form.action) forget(this.form.dataset.place);
        this.sending = false;
        location.replace(answer.url);
        return;
      }
      if (answer && !NO_ANSWER.includes(answer.status)) {   // a refusal: the page itself says why
        this.sending = false;
        this.form.submit();
        return;
      }
      this.tell("No connection at the moment. It is tried again until it is sent: leave this page open."
        + (kept && !inTab ? " If it closes, your answers are still on this device." : ""));
      await Promise.race([pause(wait * (1 + Math.random())), new Promise((done) => { addEventListener("online", done, { once: true }); })]);
    }
  }
}

sweep();
const sent = document.querySelector("[data-sent]");
if (sent) forget(sent.dataset.sent);
const form = document.querySelector("form[data-seal]");
if (form) {
  const answers = new Answers(form);
  answers.fill();
  form.addEventListener("input", () => answers.changed());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!answers.sending) answers.send();
  });
  addEventListener("beforeunload", (event) => { if (answers.sending) event.preventDefault(); });
}
