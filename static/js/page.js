/* Buttons that only a script can serve: print, and copy an address. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const share of document.querySelectorAll("[data-share]")) {
  const button = share.querySelector("[data-copy]");
  const field = share.querySelector("input");
  const status = share.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = button.dataset.done;
    } catch {
      // Not allowed, or not there without https.
      field.hidden = false;
      field.focus();
      field.select();
      status.textContent = button.dataset.byHand;
    }
  });
}
