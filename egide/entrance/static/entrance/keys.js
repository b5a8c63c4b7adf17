/* Passkeys: the browser talks to the key, the form carries the answer. Nothing is drawn here but the reason of a failure. */
"use strict";
const REASONS = {
  NotAllowedError: "Rien n’a été reconnu, ou le temps est écoulé : réessayez.",
  InvalidStateError: "Cette clé est déjà enregistrée pour votre compte.",
  SecurityError: "Les clés d’accès demandent l’adresse habituelle du portail (un nom, en https).",
};
const UNKNOWN_REASON = "La clé n’a pas répondu : réessayez, ou choisissez un autre moyen.";

/* What the server asks of the key: written in the form, or fetched when nobody is known yet. */
async function asked(form) {
  if (form.dataset.keyOptions) return JSON.parse(form.dataset.keyOptions);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

/* A key that opens the account by itself must be found without a name, and check who holds it. */
function forLogin(options, alone) {
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return options;
}

async function ceremony(button) {
  const form = button.form;
  const options = await asked(form);
  const credential =
    button.dataset.key === "create"
      ? await webauthnJSON.create(forLogin(options, form.elements.passwordless?.checked ?? false))
      : await webauthnJSON.get(options);
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

if (window.PublicKeyCredential)
  for (const button of document.querySelectorAll("[data-key]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const error = button.form.querySelector("[data-key-error]");
      error.hidden = true;
      ceremony(button).catch((failure) => {
        error.textContent = REASONS[failure.name] ?? UNKNOWN_REASON;
        error.hidden = false;
      });
    });
  }
