/* The queue by keyboard: its keys work only while the focus is on one of its requests (WCAG 2.1.4). */
const goTo = (request) => {
  if (!request) return;
  request.focus();
  request.click();
};
const chooseMoment = (number) => {
  $(`.suggestions [data-key="${number}"]`)?.click();
  const radio = $$("#creneaux [name=moment]")[number - 1];
  if (radio) radio.checked = true;
  if (radio?.value === "autre") $("#creneaux [name=day]").focus();
};
const moveKeys = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
document.addEventListener("keydown", (event) => {
  const here = event.target.closest?.("[data-queue] a[data-request]");
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const requests = $$("[data-queue] a[data-request]");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = /^[a-z]$/.test(key) && $(`.plan [data-key="${key}" i]`);
  if (key in moveKeys) goTo(requests[requests.indexOf(here) + moveKeys[key]]);
  else if (key === "Home") goTo(requests[0]);
  else if (key === "End") goTo(requests.at(-1));
  else if (/^[1-4]$/.test(key)) chooseMoment(Number(key));
  else if (button) button.click();
  else return;
  event.preventDefault();
});

/* A link whose page is also a window of this page: the window is opened instead. */
onClick("[data-opens]", (link, event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.getElementById(link.dataset.opens);
  dialog.showModal();
  $("[type=radio]", dialog)?.focus();
});

/* A ready-made sentence is written into the field below it, to be edited. */
document.addEventListener("change", (event) => {
  const ready = event.target.closest("[data-ready]");
  if (!ready || event.target.type !== "radio") return;
  const field = document.getElementById(ready.dataset.ready);
  field.value = event.target.value;
});
