/* Filters of the list of cases: what htmx swaps keeps its state, and the outcome is announced. */

const form = document.getElementById("case-search");
const filters = document.querySelector("[data-filters]");
const status = document.querySelector("[data-results-status]");
const failure = document.querySelector("[data-results-failed]");
const text = form.elements.q;
const wide = matchMedia("(min-width: 62em)");
const fold = (value) => value.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

let scrolled = new Map();

/* On a wide screen the filters stand beside the results; older browsers need them opened for that. */
const unfold = () => {
  if (wide.matches) filters.open = true;
};
wide.addEventListener("change", unfold);
unfold();

/* Type to filter a long list of values */
function narrow(input) {
  const wanted = fold(input.value.trim());
  for (const item of input.closest("fieldset").querySelectorAll("li")) {
    const isKept = item.querySelector("input").checked;
    item.hidden = !isKept && !fold(item.textContent).includes(wanted);
  }
}

function start(root) {
  for (const input of root.querySelectorAll("[data-facet-filter]")) {
    input.hidden = false;
    if (input.value) narrow(input);
  }
}

form.addEventListener("input", (event) => {
  if (event.target.matches("[data-facet-filter]")) narrow(event.target);
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-facet-filter]")) event.preventDefault();
});
/* Neither leaving such a box nor leaving the search text is a new choice. */
form.addEventListener(
  "change",
  (event) => {
    if (event.target.type === "search") event.stopPropagation();
  },
  true,
);

/* An address without empty parameters is one to share. */
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const name of ["q", "sort"]) if (!parameters[name]) delete parameters[name];
  /* What is asked while somebody is still typing is no search that found nothing. */
  if (event.detail.triggeringEvent?.type === "submit") event.detail.headers["Search-Submitted"] = "1";
});

/* What stays the same is announced anew. */
document.addEventListener("htmx:beforeRequest", () => {
  status.textContent = "";
  failure.hidden = true;
});

/* The choices stay as they are; the link leads to what they would have given. */
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    failure.querySelector("a").href = event.detail.pathInfo.finalRequestPath;
    failure.hidden = false;
    failure.scrollIntoView({ block: "nearest" });
  });
}

/* The filters that come in take over what a visitor did with those on the page, before they stand
   there: a closed group is never seen open. */
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  if (target.id !== "facets") return;
  scrolled = new Map();
  for (const facet of fragment.querySelectorAll("[data-facet]")) {
    const { facet: name } = facet.dataset;
    const before = target.querySelector(`[data-facet="${name}"]`);
    if (!before) continue;
    facet.open = before.open;
    scrolled.set(name, before.querySelector(".facet__values").scrollTop);
    const [typed, input] = [before, facet].map((group) => group.querySelector("[data-facet-filter]"));
    if (typed && input) input.value = typed.value;
  }
  start(fragment);
});

/* Only what is on the page can be scrolled. */
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const [name, top] of scrolled) document.querySelector(`[data-facet="${name}"] .facet__values`).scrollTop = top;
  scrolled = new Map();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const count = document.getElementById("facets").dataset.chosen;
  document.querySelector("[data-filter-count]").textContent = count === "0" ? "" : count;
  const title = document.getElementById("results-title");
  status.textContent = title.textContent.trim().replace(/\s+/g, " ");
  // Who asked for all values of a group wants to find one there.
  const button = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (button?.name === "show") {
    document.getElementById(`find-${button.value}`)?.focus();
    return;
  }
  // A link that undid a filter is gone now: go on where the results begin.
  if (document.activeElement === document.body) title.focus({ preventScroll: true });
  if (title.getBoundingClientRect().top < 0) title.scrollIntoView({ block: "start" });
  if (document.activeElement !== text) text.value = new URL(location.href).searchParams.get("q") ?? "";
});

start(document);
