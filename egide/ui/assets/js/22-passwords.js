/* What a new password asks ticks itself while it is typed; the server decides. */
$$("[data-rules]").forEach((rules) => {
  const [first, second] = rules.dataset.rules.split(" ").map((id) => document.getElementById(id));
  const kept = () => ({
    long: first.value.length >= Number(first.dataset.minimum),
    same: first.value !== "" && first.value === second.value,
  });
  const tick = () =>
    Object.entries(kept()).forEach(([rule, ok]) => {
      $(`[data-rule="${rule}"]`, rules).dataset.ok = ok;
    });
  rules.hidden = false;
  [first, second].forEach((input) => input.addEventListener("input", tick));
  tick();
});
