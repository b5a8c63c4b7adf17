/* fin de session : prévient deux minutes avant, « Rester connecté » prolonge d’une touche */
const fin = $("[data-session]");
if (fin) {
  const minutes = Number(fin.dataset.session),
    avertir = () => {
      fin.hidden = false;
      $("button", fin).focus();
    };
  let t = setTimeout(avertir, (minutes - 2) * 60000);
  $("button", fin).addEventListener("click", async () => {
    const r = await fetch(fin.dataset.prolonger);
    if (!r.ok || r.redirected) {
      location.reload();
      return;
    }
    fin.hidden = true;
    clearTimeout(t);
    t = setTimeout(avertir, (minutes - 2) * 60000);
  });
}
