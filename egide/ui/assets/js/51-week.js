/* The week: a request or a visit is dragged onto a free slot, or put there by the arrows and Enter. */
const BOARD = "#bureau";
let dragged = null;
const EDGE = 72; // pixels from the border of the week where a drag scrolls it
/* What lies under the pointer may be a text (Firefox). */
const slotUnder = ({ target }) => dragged && (target.closest ? target : target.parentElement)?.closest(".timetable .slot");
const sideOf = (at, start, end) => (at > end - EDGE && at <= end) - (at < start + EDGE && at >= start);
const scrollNear = ({ clientX, clientY }) => {
  const week = $("#pose");
  if (!week) return;
  const { left, right, top, bottom } = week.getBoundingClientRect();
  const head = $("thead", week)?.offsetHeight ?? 0;
  if (clientX < left || clientX > right || clientY < top || clientY > bottom) return;
  const by = { left: sideOf(clientX, left, right) * 32, top: sideOf(clientY, top + head, bottom) * 32 };
  week.scrollBy({ ...by, behavior: "instant" });
};
const mark = (slot) => {
  $$(".slot--over").forEach((other) => other.classList.remove("slot--over"));
  slot?.classList.add("slot--over");
};
const put = (slot) => {
  const form = $("#pose");
  const { visit, request, version } = dragged.dataset;
  form.action = form.dataset[visit ? "moving" : "placing"].replace("/0/", `/${visit ?? request}/`);
  const values = { creneau: slot.value || slot.dataset.slot, version };
  htmx.ajax("POST", form.action, { source: form, target: BOARD, swap: "outerHTML show:none", values });
};
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(`${BOARD} :is([data-request], [data-visit])`);
  if (dragged) event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  if (dragged) scrollNear(event);
  const slot = slotUnder(event);
  mark(slot);
  if (slot) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const slot = slotUnder(event);
  if (!slot) return;
  event.preventDefault();
  put(slot);
});
document.addEventListener("dragend", () => {
  mark(null);
  dragged = null;
});

/* Arrows go from slot to slot: in a column by time, between columns to the nearest time. */
const placeOf = (element) => element.getBoundingClientRect();
const nearest = (slots, distance) => slots.reduce((best, one) => (!best || distance(one) < distance(best) ? one : best), null);
const neighbour = (here, key) => {
  const { left, top } = placeOf(here);
  const slots = $$(".timetable button.slot");
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const away = (one) => sign * (across ? placeOf(one).left - left : placeOf(one).top - top);
  const ahead = slots.filter((one) => away(one) > 1 && (across || Math.abs(placeOf(one).left - left) < 1));
  return nearest(ahead, (one) => away(one) * (across ? 1e4 : 1) + Math.abs(placeOf(one).top - top));
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const slot = event.target.closest?.(".timetable button.slot");
  let next = null;
  if (slot && event.key.startsWith("Arrow")) next = neighbour(slot, event.key);
  else if (slot && event.key === "Escape") next = $("[data-request][aria-current]");
  else if (event.key === "ArrowRight" && event.target.closest?.(`${BOARD} [data-request]`))
    next = $(".timetable [data-proposed]") ?? $(".timetable button.slot");
  else return;
  event.preventDefault();
  next?.focus();
});

/* A new board keeps what was scrolled and gives the focus back to the queue; what is no board is a page of its own. */
let scrolled = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig, shouldSwap } = event.detail;
  if (!["bureau", "choix"].includes(target.id) || !shouldSwap) return;
  scrolled = $$("[data-scroll]").map(({ id, scrollTop, scrollLeft }) => [id, scrollTop, scrollLeft]);
  if (xhr.responseText.includes(`id="${target.id}"`)) return;
  event.detail.shouldSwap = false;
  if (requestConfig.verb === "post") requestConfig.elt.closest("form").submit();
  else location.assign(requestConfig.path);
});
const markChosen = (request) =>
  $$(`${BOARD} [data-request]`).forEach((row) => {
    if (row.dataset.request === request) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
document.addEventListener("htmx:afterSettle", () => {
  const choice = $("#choix");
  if (choice) markChosen(choice.dataset.asked);
  for (const [id, top, left] of scrolled) document.getElementById(id)?.scrollTo({ top, left, behavior: "instant" });
  scrolled = [];
  $(".timetable [data-proposed]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (document.activeElement === document.body) $(`${BOARD} [data-request][aria-current]`)?.focus();
});
