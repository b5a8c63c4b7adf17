/* file de demandes au clavier : touches actives seulement quand le focus est dans la file (WCAG 2.1.4) */
const file = $("[data-file]");
if (file)
  file.addEventListener("keydown", (e) => {
    if (e.target.matches("input, select, textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
    const liens = $$("a[data-demande]", file),
      i = liens.indexOf(document.activeElement);
    const vers = { ArrowDown: i + 1, j: i + 1, ArrowUp: i - 1, k: i - 1 }[e.key];
    if (vers === undefined) return;
    e.preventDefault();
    liens[Math.max(0, Math.min(vers, liens.length - 1))]?.focus();
  });
