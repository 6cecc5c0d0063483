// The live preview: what is written is rendered by the server, by the same code as the lesson page.

const PAUSE_MS = 400;

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]").value;
}

function attach(preview) {
  const source = document.getElementById(preview.dataset.of);
  let timer = 0;
  let latest = 0;

  async function refresh() {
    const turn = ++latest;
    const body = new URLSearchParams({ text: source.value, language: preview.dataset.language });
    try {
      const answer = await fetch(preview.dataset.preview, { method: "POST", body, headers: { "X-CSRFToken": token() } });
      const html = await answer.text();
      if (answer.ok && turn === latest) preview.innerHTML = html; // sanitised by the server
    } catch {
      // Offline: the last preview stays; the next pause in typing tries again.
    }
  }

  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE_MS);
  });
  refresh();
}

for (const preview of document.querySelectorAll("[data-preview]")) attach(preview);

// Leaving with unsaved text asks first.
const form = document.querySelector(".studio-form");
let changed = false;
form.addEventListener("input", () => (changed = true));
form.addEventListener("submit", () => (changed = false));
addEventListener("beforeunload", (event) => changed && event.preventDefault());
