/* Passkeys: asks the browser for one and sends what it answers with the form. Without a script the form stays unseen. */
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const RESPONSE = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

async function answer(form) {
  const publicKey = JSON.parse(form.dataset.question);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    for (const one of publicKey[list] ?? []) one.id = bytes(one.id);
  }
  const made = form.dataset.passkey === "make";
  const key = await (made ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  const response = {};
  for (const name of RESPONSE) if (key.response[name]) response[name] = text(key.response[name]);
  return JSON.stringify({ id: key.id, rawId: key.id, type: key.type, response, clientExtensionResults: {} });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  document.getElementById(form.dataset.instead)?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[role=status]");
    said.textContent = "";
    try {
      form.elements.answer.value = await answer(form);
    } catch (error) {
      said.textContent = error.name === "InvalidStateError" ? "This device has a passkey for you already."
        : error.name === "SecurityError" ? "This address takes no passkeys: it must be a name, and begin with https."
        : "Nothing came of it: it was called off, or took too long. Press the button to try again.";
      return;
    }
    form.submit();
  });
}
