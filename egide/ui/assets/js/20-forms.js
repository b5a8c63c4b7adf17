/* The error summary takes the focus. */
const errors = $(".errors");
if (errors) {
  errors.tabIndex = -1;
  errors.focus();
}

/* A password is shown and hidden again. */
$$("[data-reveal]").forEach((button) => {
  button.hidden = false;
});
onClick("[data-reveal]", (button) => {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", shown);
  $("span", button).textContent = shown ? "Masquer" : "Afficher";
});

/* One sending at a time: a second click does nothing until the answer comes. A download leaves the page as it is. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method !== "post" || form.hasAttribute("data-download")) return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () =>
  $$("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    $$("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  }),
);
