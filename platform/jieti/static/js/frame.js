// The frame of every page: theme toggle, menus that close, the language of htmx requests.

const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;
const toggle = document.getElementById("theme-toggle");

function show(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  toggle.querySelector(".visually-hidden").textContent = toggle.dataset[theme];
  toggle.title = toggle.dataset[theme];
  for (const icon of toggle.querySelectorAll("[data-theme-icon]")) icon.hidden = icon.dataset.themeIcon !== theme;
}

if (toggle) {
  show(root.dataset.theme ?? "auto");
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
    show(theme);
    // A cookie, so that the server can write data-theme and no page flashes.
    const age = theme === "auto" ? 0 : 60 * 60 * 24 * 365;
    document.cookie = `theme=${theme};path=/;max-age=${age};samesite=lax`;
  });
}

function close(menu) {
  if (!menu.open) return;
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach(close);
});

// htmx sends the CSRF token of the page with every request that changes something.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (token) event.detail.headers["X-CSRFToken"] = token[1];
});
