// The page of machines: what htmx has swapped in is spoken, stays open as it was, and commands can be copied.

const announce = document.getElementById("announce");
const unreachable = document.getElementById("unreachable");
let spoken = document.getElementById("sentence").textContent;

function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

async function copy(button) {
  const code = button.closest(".command").querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.querySelector("span").textContent = button.dataset.copied;
    announce.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(code); // no clipboard without https: Ctrl-C is one key away
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

// Details stay as they are, unless something was found that was not there before.
let open = new Map();
document.addEventListener("htmx:oobBeforeSwap", () => {
  open = new Map([...document.querySelectorAll("#machines details")].map((item) => [item.id, item.open]));
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const item of document.querySelectorAll("#machines details")) item.open ||= open.get(item.id) ?? false;
  offerCopies();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname === location.pathname) return;
  event.detail.shouldSwap = false; // signed out meanwhile
  location.reload();
});
document.addEventListener("htmx:afterSwap", () => {
  unreachable.hidden = true;
  const sentence = document.getElementById("sentence").textContent;
  if (sentence !== spoken) announce.textContent = spoken = sentence;
});
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => (unreachable.hidden = false));
}

offerCopies();
