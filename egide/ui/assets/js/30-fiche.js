/* fiche d’un salarié : la catégorie suit les déterminants cochés ; le serveur la recalcule et en donne les motifs */
$$("[data-determinants]").forEach((f) => {
  const zone = $("[data-bilan]"),
    url = f.dataset.determinants;
  let dernier = 0;
  const suivre = async () => {
    const moi = ++dernier,
      q = new URLSearchParams($$("[name=codes]:checked", f).map((c) => ["codes", c.value]));
    const r = await fetch(url + "?" + q, { headers: { "HX-Request": "true" } });
    if (!r.ok || moi !== dernier) return;
    const d = new DOMParser().parseFromString(await r.text(), "text/html");
    zone.replaceChildren(...d.body.childNodes);
  };
  f.addEventListener("change", (e) => {
    if (e.target.name === "codes") suivre();
  });
  const q = $("[data-chercher-determinant]");
  if (q) {
    q.closest(".search").hidden = false;
    q.addEventListener("input", () => {
      const mots = q.value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean);
      $$(".check", f).forEach((l) => {
        const t = (l.dataset.texte || l.textContent).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
        l.hidden = !mots.every((m) => t.includes(m));
      });
    });
  }
});

/* code PCS : propositions pendant la saisie, à partir de la même recherche que la page sans script */
$$("[data-pcs]").forEach((i) => {
  const liste = document.getElementById(i.getAttribute("list"));
  let t = 0;
  i.addEventListener("input", () => {
    clearTimeout(t);
    t = setTimeout(async () => {
      if (i.value.length < 2) return;
      const r = await fetch(i.dataset.pcs + "?q=" + encodeURIComponent(i.value));
      if (!r.ok) return;
      liste.replaceChildren(
        ...(await r.json()).map((c) =>
          Object.assign(document.createElement("option"), { value: c.code, label: c.code + " · " + c.label }),
        ),
      );
    }, 200);
  });
});
