/* The end of a session is told two minutes before; one key keeps it going. */
const WARNED_BEFORE = 2;
const ending = $("[data-session]");
if (ending) {
  const button = $("button", ending);
  const wait = () =>
    setTimeout(
      () => {
        ending.hidden = false;
        button.focus();
      },
      (Number(ending.dataset.session) - WARNED_BEFORE) * 60000,
    );
  let waiting = wait();
  button.addEventListener("click", async () => {
    const answer = await fetch(ending.dataset.stayUrl);
    if (!answer.ok || answer.redirected) return location.reload();
    ending.hidden = true;
    clearTimeout(waiting);
    waiting = wait();
  });
}
