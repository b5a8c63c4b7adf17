/* Drafts: what was typed comes back after a session that ended or a page left; a success forgets it.
   Kept for this tab only (sessionStorage); never a file, a password or a secret number. The version that the form
   was opened on is kept too: a draft put back on a row that has changed since is told, and overwrites nothing. */
const PREFIX = "draft:";
const draftKey = (form) => {
  const target = new URL(form.getAttribute("action") ?? "", location.href);
  return PREFIX + target.pathname + target.search;
};
const forget = (form) => sessionStorage.removeItem(draftKey(form));
const isKept = (input) =>
  input.name === "version" ||
  (input.name && !["hidden", "file", "password"].includes(input.type) && !input.hasAttribute("data-secret"));
const isBox = (input) => input.type === "checkbox" || input.type === "radio";

const readDraft = (form) => {
  try {
    return JSON.parse(sessionStorage.getItem(draftKey(form)));
  } catch {
    return null;
  }
};
const writeDraft = (form) => {
  const draft = {};
  for (const input of [...form.elements].filter(isKept)) {
    draft[input.name] ??= [];
    if (!isBox(input) || input.checked) draft[input.name].push(input.value);
  }
  try {
    sessionStorage.setItem(draftKey(form), JSON.stringify(draft));
  } catch {
    /* the storage is full: the page stays usable */
  }
};
const putBack = (form, draft) => {
  for (const input of [...form.elements].filter((one) => isKept(one) && one.name in draft))
    if (isBox(input)) input.checked = draft[input.name].includes(input.value);
    else input.value = draft[input.name][0] ?? "";
  $$("[data-draft-found]", form).forEach((notice) => {
    notice.hidden = false;
  });
  form.dispatchEvent(new Event("change"));
};

if ($("[data-done]"))
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => sessionStorage.removeItem(key));
$$("form[data-draft]").forEach((form) => {
  const draft = readDraft(form);
  if (draft && !errors) putBack(form, draft);
  form.addEventListener("input", () => writeDraft(form));
  /* « Fermer » leaves without saving: it asks only if something was typed, and what was typed is forgotten. */
  [...$$(".actions a", form), ...$$(`[data-close="${form.id || "-"}"]`)].forEach((close) =>
    close.addEventListener("click", (event) => {
      if (readDraft(form) && !confirm("Fermer sans enregistrer ce que vous avez saisi ?"))
        event.preventDefault();
      else forget(form);
    }),
  );
});
onClick("[data-draft-drop]", (way) => {
  forget(way.closest("form"));
  if (way.matches("button")) location.reload();
});
