// A link of the completeness panel leads to a field that may be folded away. Chromium unfolds it, but
// has scrolled by then; other browsers do nothing. So: unfold, and then go there.
"use strict";

const CONTROLS = "input:not([type=hidden]), select, textarea, button, a[href]";

document.addEventListener("click", (event) => {
  const link = event.target.closest("#completeness a");
  const target = link && document.querySelector(link.hash);
  if (!target) return;
  event.preventDefault();
  for (let panel = target.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
    panel.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
  }
  const field = target.closest(".w-panel__wrapper");
  const controls = [target, ...target.querySelectorAll(CONTROLS), ...field.querySelectorAll(CONTROLS)];
  field.scrollIntoView({ behavior: "instant", block: "start" });
  controls.find((control) => control.matches(CONTROLS) && control.checkVisibility())?.focus({ preventScroll: true });
});
