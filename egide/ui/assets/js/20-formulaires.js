/* résumé d’erreurs : reçoit le focus au chargement */
const erreurs = $(".errors");
if (erreurs) {
  erreurs.tabIndex = -1;
  erreurs.focus();
}

/* mot de passe : afficher, masquer */
$$("[data-reveal]").forEach((b) => {
  b.hidden = false;
  b.addEventListener("click", () => {
    const i = document.getElementById(b.dataset.reveal),
      on = i.type === "password";
    i.type = on ? "text" : "password";
    b.setAttribute("aria-pressed", on);
    $("span", b).textContent = on ? "Masquer" : "Afficher";
  });
});

/* un envoi à la fois : le second clic n’a pas d’effet */
document.addEventListener("submit", (e) => {
  const f = e.target;
  if (f.method !== "post" || f.dataset.attente) {
    if (f.dataset.attente) e.preventDefault();
    return;
  }
  if (f.hasAttribute("data-telecharge")) return;
  f.dataset.attente = "1";
  const b = e.submitter;
  if (b) b.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () =>
  $$("form[data-attente]").forEach((f) => {
    delete f.dataset.attente;
    $$("[aria-busy]", f).forEach((b) => b.removeAttribute("aria-busy"));
  }),
);

/* brouillon : ce qui est tapé revient après une session expirée ; un envoi réussi l’efface */
const cle = (f) => "brouillon:" + location.pathname;
$$("form[data-draft]").forEach((f) => {
  const garde = (n) =>
    n.name && !["hidden", "file", "password"].includes(n.type) && !n.hasAttribute("data-secret");
  let vieux = null;
  try {
    vieux = JSON.parse(sessionStorage.getItem(cle(f)));
  } catch {
    vieux = null;
  }
  if (vieux && !erreurs) {
    for (const n of f.elements)
      if (garde(n) && n.name in vieux) {
        if (n.type === "checkbox" || n.type === "radio") n.checked = vieux[n.name].includes(n.value);
        else n.value = vieux[n.name][0] ?? "";
      }
    const m = $("[data-brouillon]", f);
    if (m) m.hidden = false;
    f.dispatchEvent(new Event("change"));
  }
  f.addEventListener("input", () => {
    const d = {};
    for (const n of f.elements)
      if (garde(n)) {
        d[n.name] ??= [];
        if (!(n.type === "checkbox" || n.type === "radio") || n.checked) d[n.name].push(n.value);
      }
    try {
      sessionStorage.setItem(cle(f), JSON.stringify(d));
    } catch {
      /* stockage plein : la page reste utilisable */
    }
  });
});
$$("[data-jeter-brouillon]").forEach((b) =>
  b.addEventListener("click", () => {
    sessionStorage.removeItem("brouillon:" + location.pathname);
    location.reload();
  }),
);
$$("[data-fait]").forEach((n) =>
  Object.keys(sessionStorage)
    .filter((k) => k.startsWith("brouillon:"))
    .forEach((k) => sessionStorage.removeItem(k)),
);
