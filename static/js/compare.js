/* The cases that somebody wants side by side, remembered from page to page in this tab. */

const KEY = "schoolmix-compare";
const bar = document.querySelector("[data-compare-bar]");
const most = Number(bar?.dataset.most ?? 4);

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function write(chosen) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Without storage the choice holds for this page.
  }
}

let chosen = read();

function toggle(id, title, isOn) {
  const others = chosen.filter((row) => row.id !== id);
  if (isOn && others.length >= most) {
    bar.querySelector("[data-compare-status]").textContent = bar.querySelector("[data-compare-status]").dataset.full;
    return show();
  }
  chosen = isOn ? [...others, { id, title }] : others;
  write(chosen);
  show();
}

function chip({ id, title }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("span");
  const verb = document.createElement("span");
  button.type = "button";
  button.className = "chip";
  name.textContent = title;
  verb.className = "visually-hidden";
  verb.textContent = `${bar.dataset.remove}: `;
  button.append(verb, name, " ×");
  button.addEventListener("click", () => {
    toggle(id, title, false);
    (bar.querySelector("[data-compare-chosen] button") ?? document.getElementById("content")).focus();
  });
  item.append(button);
  return item;
}

function show() {
  const ids = chosen.map((row) => row.id);
  const isFull = chosen.length >= most;
  for (const box of document.querySelectorAll("[data-compare]")) {
    box.checked = ids.includes(box.value);
    box.disabled = isFull && !box.checked;
  }
  for (const button of document.querySelectorAll("[data-compare-one]")) {
    const isIn = ids.includes(button.value);
    const label = button.querySelector("span");
    label.dataset.plain ??= label.textContent;
    label.textContent = isIn ? button.dataset.added : label.dataset.plain;
    button.setAttribute("aria-pressed", String(isIn));
  }
  if (!bar) return;
  const here = new Set([...document.querySelectorAll("[data-compare]:checked")].map((box) => box.value));
  bar.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
  for (const id of ids.filter((value) => !here.has(value))) {
    bar.append(Object.assign(document.createElement("input"), { type: "hidden", name: "case", value: id }));
  }
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-compare-chosen]").replaceChildren(...chosen.map(chip));
  bar.querySelector("[data-compare-clear]").hidden = chosen.length === 0;
  bar.querySelector("[type=submit]").disabled = chosen.length < 2;
}

document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-compare]");
  if (box) toggle(box.value, box.dataset.title, box.checked);
});

document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-compare-one]");
  const removed = event.target.closest("[data-compare-remove]");
  if (one) {
    event.preventDefault();
    toggle(one.value, one.dataset.title, !chosen.some((row) => row.id === one.value));
  }
  if (removed) {
    chosen = chosen.filter((row) => row.id !== removed.dataset.compareRemove);
    write(chosen);
  }
  if (event.target.closest("[data-compare-clear]")) {
    chosen = [];
    write(chosen);
    show();
    document.getElementById("content").focus();
  }
});

/* The page that compares knows best what is compared. */
const kept = [...document.querySelectorAll("[data-compare-kept]")];
if (kept.length) {
  chosen = kept.map((link) => ({ id: link.dataset.compareKept, title: link.dataset.title }));
  write(chosen);
}

document.addEventListener("htmx:afterSettle", show);
addEventListener("pageshow", () => {
  chosen = read();
  show();
});
show();
