/* Windows: what htmx brings as a dialog opens over the page. Escape or its cross closes it, and the focus returns. */
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = $("dialog[data-window]", event.detail.target);
  if (!dialog) return;
  const opener = event.detail.requestConfig.elt;
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  dialog.showModal();
});
onClick("[data-window-close]", (link, event) => {
  const dialog = link.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});
