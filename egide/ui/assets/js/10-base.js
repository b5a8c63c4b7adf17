/* What the pages gain from a script. No dependency, no inline style, no innerHTML; without it everything works. */
"use strict";
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const onClick = (selector, act) =>
  document.addEventListener("click", (event) => {
    const target = event.target.closest(selector);
    if (target) act(target, event);
  });

/* A menu that scrolls sideways opens on the page where one is. */
$$(".bo-nav [aria-current], .tabs [aria-current]").forEach((here) => {
  const menu = here.parentElement;
  menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
});

/* The theme is a cookie, so that the server writes the attribute before the first paint. */
onClick("[data-theme-set]", (button) => {
  const theme = button.dataset.themeSet;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
});

/* Dialogs and menus: for browsers that lack the native commands. */
if (!("commandForElement" in HTMLButtonElement.prototype))
  onClick("button[commandfor]", (button) => {
    const dialog = document.getElementById(button.getAttribute("commandfor"));
    if (button.getAttribute("command") === "show-modal") dialog.showModal();
    else if (button.getAttribute("command") === "close") dialog.close();
  });
if (!("popover" in HTMLElement.prototype))
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[popovertarget]");
    const menu = button && document.getElementById(button.getAttribute("popovertarget"));
    $$("[popover].open").forEach((open) => open !== menu && open.classList.remove("open"));
    menu?.classList.toggle("open");
  });

onClick("[data-copy]", (button) =>
  navigator.clipboard?.writeText(button.dataset.copy).then(() => {
    $("span", button).textContent = "Copié";
  }),
);

$$("[data-print]").forEach((button) => {
  button.hidden = false;
});
onClick("[data-print]", () => window.print());
