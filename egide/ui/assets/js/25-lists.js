/* Lists. Rows chosen: tick all of them, count them. The rows may be replaced at any time, so nothing is bound to them. */
const chosenRows = (form) => $$("tbody .c-sel input", form);
const showChosen = (form) => {
  const rows = chosenRows(form);
  const count = rows.filter((box) => box.checked).length;
  $("output", form).textContent = count < 2 ? `${count} ligne choisie` : `${count} lignes choisies`;
  $$("[data-choose-all]", form).forEach((all) => {
    all.checked = count > 0 && count === rows.length;
    all.indeterminate = count > 0 && count < rows.length;
  });
};
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-selection]");
  if (!form) return;
  if (event.target.matches("[data-choose-all]"))
    chosenRows(form).forEach((box) => {
      box.checked = event.target.checked;
    });
  showChosen(form);
});

/* htmx writes what the server sends into the page: this policy is the only door that Trusted Types leaves it. */
if (window.trustedTypes && document.querySelector("meta[name=htmx-config]"))
  trustedTypes.createPolicy("default", { createHTML: (text) => text });

/* A fragment asked for and not received as such (session over, breakdown): the page goes there the ordinary way.
   What is posted may come back to the page itself. */
const pathOf = (url) => new URL(url, location.href).pathname;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const expected = [pathOf(requestConfig.path), requestConfig.verb === "post" && location.pathname];
  if (xhr.responseURL && !expected.includes(pathOf(xhr.responseURL))) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
});
for (const failure of ["htmx:responseError", "htmx:sendError"])
  document.addEventListener(failure, (event) => event.detail.elt.closest("form")?.submit());
