/* Employee's sheet. The category follows the boxes: the server computes it and says why. Posted, so that no birth
   date ends in an address. */
const FACTS = ["codes", "no_risk", "birth_date", "sex", "hired_on", "post_since", "contract_kind", "csrfmiddlewaretoken"];
/* A document parsed by the browser itself: Trusted Types let no script turn text into one. */
const postedFor = (url, body) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request.status === 200 ? request.response : null));
    request.send(body);
  });
$$("form[data-category]").forEach((form) => {
  let latest = 0;
  const showCategory = async () => {
    const mine = ++latest;
    const asked = new URLSearchParams([...new FormData(form)].filter(([name]) => FACTS.includes(name)));
    asked.set("before", form.dataset.before ?? "");
    const fresh = (await postedFor(form.dataset.category, asked))?.body;
    if (!fresh || mine !== latest) return;
    const count = Number($("[data-reasons]", fresh).dataset.reasons);
    $("[data-category-badge]").replaceChildren($(".cat", fresh).cloneNode(true));
    $("[data-category-reasons]").textContent = count ? `${count} ${count < 2 ? "motif" : "motifs"}` : "";
    $("[data-category-panel]").replaceChildren(...fresh.childNodes);
  };
  $$("[data-without-script]", form).forEach((part) => {
    part.hidden = true;
  });
  form.addEventListener("change", (event) => {
    const nothing = $("[name=no_risk]", form);
    if (event.target.name === "codes" && event.target.checked && nothing) nothing.checked = false;
    if (!event.target.name || FACTS.includes(event.target.name)) showCategory();
  });
  form.addEventListener("input", () => {
    $("[data-unsaved]").hidden = false;
  });
});

/* Determinants found by their words. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
$$("[data-find-determinant]").forEach((input) => {
  const search = input.closest("[data-search]");
  search.hidden = false;
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    $$("[data-words]").forEach((item) => {
      item.hidden = !words.every((word) => plain(item.dataset.words).includes(word));
    });
    $$(".det, .cause").forEach((part) => {
      part.hidden = !$("[data-words]:not([hidden])", part);
    });
    const count = $$("[data-words]:not([hidden])").length;
    const found = count > 1 ? `${count} déterminants trouvés` : "1 déterminant trouvé";
    $("[data-found]", search).textContent = !words.length ? "" : count ? found : "Aucun déterminant : essayez un autre mot.";
  });
});

/* PCS codes proposed while the trade is typed, by the same search as the page without a script. */
$$("[data-pcs]").forEach((input) => {
  const list = document.getElementById(input.getAttribute("list"));
  const label = $("[data-pcs-label]");
  let timer = 0;
  const propose = async () => {
    const answer = await fetch(`${input.dataset.pcs}?q=${encodeURIComponent(input.value)}`);
    if (!answer.ok) return;
    const found = await answer.json();
    const options = found.map((one) =>
      Object.assign(document.createElement("option"), {
        value: one.code,
        label: `${one.code} · ${one.label}`,
      }),
    );
    list.replaceChildren(...options);
    const exact = found.find((one) => one.code === input.value.trim().toUpperCase());
    if (label) label.textContent = exact?.label ?? "";
    if (exact)
      $$("[data-often]").forEach((often) => {
        often.hidden = !exact.often.includes(often.dataset.often);
      });
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.length > 1) timer = setTimeout(propose, 200);
  });
});
