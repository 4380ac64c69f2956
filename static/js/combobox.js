/* Suggestions under a search box: the WAI-ARIA combobox pattern over a plain input.
   Enter searches, as without this script, unless the arrow keys made an option active. */

const DELAY = 180;
const SHORTEST = 2;

function enhance(box) {
  const input = box.querySelector("input[type=search]");
  const list = Object.assign(document.createElement("ul"), { className: "combobox__list", id: `${input.id}-list`, hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.listLabel);
  status.setAttribute("role", "status");
  box.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let active = -1;
  let request = null;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const stop = () => {
    clearTimeout(timer);
    request?.abort();
  };

  /* The options and the field itself are one ring. */
  const move = (step) => {
    const options = [...list.children];
    const places = options.length + 1;
    active = ((active + 1 + step + places) % places) - 1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ label, kindLabel, url }, i) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const kind = document.createElement("span");
      option.className = "combobox__option";
      option.id = `${list.id}-${i}`;
      option.dataset.url = url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = label;
      kind.className = "combobox__kind";
      kind.textContent = kindLabel;
      option.append(name, " ", kind);
      return option;
    }));
    active = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    status.textContent = suggestions.length ? box.dataset.some.replace("{count}", suggestions.length) : box.dataset.none;
  };

  const ask = async () => {
    stop();
    const text = input.value.trim();
    if (text.length < SHORTEST) return close();
    request = new AbortController();
    try {
      const url = `${box.dataset.suggestUrl}?${new URLSearchParams({ q: text })}`;
      const response = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    stop();
    timer = setTimeout(ask, DELAY);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      return close();
    }
    if (event.key === "Enter") {
      stop();
      if (active >= 0) {
        event.preventDefault();
        location.assign(list.children[active].dataset.url);
      }
      return close();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!list.hidden) move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "ArrowDown") ask();
  });

  input.addEventListener("blur", () => {
    stop();
    close();
  });

  // A press on an option must not take the focus away before it counts as a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

document.querySelectorAll("[data-combobox]").forEach(enhance);
