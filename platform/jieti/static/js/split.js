// Task beside code: a divider that is dragged, moved with the arrow keys and remembered; tabs where there is no room.

const split = document.getElementById("split");
const divider = document.getElementById("divider");
const tabs = [...document.querySelectorAll(".pane-tabs [role=tab]")];
const narrow = matchMedia("(max-width: 63.99rem)");
const LOWEST = 25;
const HIGHEST = 70;

function place(percent) {
  const width = Math.round(Math.min(HIGHEST, Math.max(LOWEST, percent)));
  split.style.setProperty("--task", `${width}%`);
  divider.setAttribute("aria-valuenow", String(width));
  return width;
}

function remember(width) {
  try {
    localStorage.setItem("exercise-split", String(width));
  } catch {
    // then it is only for this visit
  }
}

function remembered() {
  try {
    return Number(localStorage.getItem("exercise-split"));
  } catch {
    return 0;
  }
}

divider.addEventListener("pointerdown", (event) => {
  divider.setPointerCapture(event.pointerId);
  event.preventDefault();
});
divider.addEventListener("pointermove", (event) => {
  if (!divider.hasPointerCapture(event.pointerId)) return;
  const box = split.getBoundingClientRect();
  remember(place(((event.clientX - box.left) / box.width) * 100));
});
divider.addEventListener("keydown", (event) => {
  const now = Number(divider.getAttribute("aria-valuenow"));
  const to = { ArrowLeft: now - 2, ArrowRight: now + 2, Home: LOWEST, End: HIGHEST }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  remember(place(to));
});

/** Show one pane on a phone; beside each other all three are there anyway. */
export function reveal(name) {
  for (const tab of tabs) {
    const chosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  split.dataset.pane = name;
}

function arrange() {
  document.querySelector(".pane-tabs").hidden = !narrow.matches;
  for (const tab of tabs) {
    const pane = document.getElementById(tab.getAttribute("aria-controls"));
    if (narrow.matches) {
      pane.setAttribute("role", "tabpanel");
      pane.setAttribute("aria-labelledby", tab.id);
    } else {
      pane.removeAttribute("role");
      pane.removeAttribute("aria-labelledby");
    }
  }
}

for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => reveal(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
}

split.classList.add("enhanced");
const width = remembered();
if (width) place(width);
narrow.addEventListener("change", arrange);
arrange();
reveal("statement");
