// Beside each finding stands what follows from its figures. It is asked for again when they change;
// without this script it is there after saving.
"use strict";

const WAIT = 400;
// Of the evaluation, what an effect depends on as well (EffectsOfStudyForm).
const STUDY = ["design", "assignment_unit", "clusters_t", "clusters_c", "icc"];

const waiting = new WeakMap();

document.addEventListener("input", later);
document.addEventListener("change", later);

function later(event) {
  const form = event.target.form;
  if (!form) return;
  const row = event.target.closest("[data-inline-panel-child]");
  const panels = STUDY.includes(event.target.name)
    ? form.querySelectorAll("[data-what-follows]")
    : row?.querySelectorAll("[data-what-follows]") ?? [];
  for (const panel of panels) {
    clearTimeout(waiting.get(panel));
    waiting.set(panel, setTimeout(() => ask(panel, form), WAIT));
  }
}

async function ask(panel, form) {
  const prefix = panel.dataset.prefix;
  const figures = new FormData();
  figures.set("prefix", prefix);
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(`${prefix}-`) || STUDY.includes(name) || name === "csrfmiddlewaretoken") figures.append(name, value);
  }
  const asked = (panel.dataset.asked = String(Number(panel.dataset.asked ?? 0) + 1));
  try {
    const answer = await fetch(panel.dataset.whatFollows, { method: "POST", body: figures });
    // An answer that was overtaken is about figures that no longer stand there.
    if (answer.ok && panel.dataset.asked === asked) panel.innerHTML = await answer.text();
  } catch {
    // Offline: it is there after saving.
  }
}
