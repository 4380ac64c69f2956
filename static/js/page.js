/* Buttons that only a script can serve: print, and copy an address. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const label = button.querySelector("span");
  const plain = label.textContent;
  const status = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      // Not allowed here: then it is ready for who copies by hand.
      return getSelection().selectAllChildren(link);
    }
    label.textContent = status.textContent = button.dataset.done;
    setTimeout(() => {
      label.textContent = plain;
      status.textContent = "";
    }, 3000);
  });
}
