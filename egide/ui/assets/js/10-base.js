/* Égide : comportements. Aucune dépendance, aucun style en ligne, aucun innerHTML. Sans ce fichier, tout marche. */
"use strict";
const $ = (s, r = document) => r.querySelector(s);
const $$ = (s, r = document) => [...r.querySelectorAll(s)];

/* thème : un cookie, pour que le serveur écrive l’attribut avant le premier affichage */
document.addEventListener("click", (e) => {
  const b = e.target.closest("[data-theme-set]");
  if (!b) return;
  const v = b.dataset.themeSet,
    r = document.documentElement;
  if (v) r.dataset.theme = v;
  else delete r.dataset.theme;
  document.cookie = "theme=" + v + ";path=/;max-age=31536000;samesite=lax";
});

/* fenêtres et menus : repli pour les navigateurs qui n’ont pas les commandes natives */
if (!("commandForElement" in HTMLButtonElement.prototype))
  document.addEventListener("click", (e) => {
    const b = e.target.closest("button[commandfor]");
    if (!b) return;
    const d = document.getElementById(b.getAttribute("commandfor"));
    if (b.getAttribute("command") === "show-modal") d.showModal();
    else if (b.getAttribute("command") === "close") d.close();
  });
if (!("popover" in HTMLElement.prototype))
  document.addEventListener("click", (e) => {
    const b = e.target.closest("[popovertarget]"),
      t = b && document.getElementById(b.getAttribute("popovertarget"));
    $$("[popover].open").forEach((p) => p !== t && p.classList.remove("open"));
    if (t) t.classList.toggle("open");
  });

/* copie du n° d’adhérent */
document.addEventListener("click", (e) => {
  const b = e.target.closest("[data-copie]");
  if (!b) return;
  navigator.clipboard?.writeText(b.dataset.copie).then(() => {
    const s = $("span", b);
    if (s) s.textContent = "Copié";
  });
});
document.addEventListener("click", (e) => {
  if (e.target.closest("[data-imprimer]")) window.print();
});
$$("[data-imprimer]").forEach((b) => {
  b.hidden = false;
});
