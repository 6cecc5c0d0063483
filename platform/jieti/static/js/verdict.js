// Follows one submission until its verdict is there: server-sent events, polling where those do not get through.
// What is shown was rendered by the server.

import { offerCopies } from "./copy.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/** Put `data` (a panel as the server sends it) on the page and tell it to those who listen rather than look. */
export function show(panel, data) {
  if (panel.dataset.shown === data.html) return;
  panel.dataset.shown = data.html;
  const open = new Set([...panel.querySelectorAll("details[open]")].map((item) => item.id));
  panel.innerHTML = data.html;
  for (const item of panel.querySelectorAll("details")) if (open.has(item.id)) item.open = true;
  offerCopies(panel);
  const line = panel.querySelector("[data-say]") ?? panel.querySelector(".verdict-line");
  const status = document.getElementById("announce");
  if (status && line) status.textContent = line.textContent.replace(/\s+/g, " ").trim();
}

/** Follow; returns a function that stops. `done` gets the last panel, `reachable` hears whether the server answers. */
export function follow({ panel, events, state, done = () => {}, reachable = () => {} }) {
  let source = null;
  let timer = 0;
  let wait = FIRST_WAIT;
  let stopped = false;

  const stop = () => {
    stopped = true;
    source?.close();
    clearTimeout(timer);
  };

  const take = (data) => {
    if (stopped) return;
    reachable(true);
    show(panel, data);
    if (data.state === "done") {
      stop();
      done(data);
    }
  };

  const poll = async () => {
    try {
      const answer = await fetch(state, { headers: { Accept: "application/json" } });
      if (answer.status === 404) return stop();
      take(await answer.json());
    } catch {
      reachable(false);
    }
    wait = Math.min(wait * 1.6, LONGEST_WAIT);
    if (!stopped) timer = setTimeout(poll, wait);
  };

  const listen = () => {
    let heard = false;
    source = new EventSource(events);
    for (const name of ["queued", "running", "done"]) {
      source.addEventListener(name, (event) => {
        heard = true;
        take(JSON.parse(event.data));
      });
    }
    source.addEventListener("error", () => {
      // After something was heard it is only the end of one connection, and the browser makes another.
      if (heard && source.readyState !== EventSource.CLOSED) heard = false;
      else if (!stopped) {
        source.close();
        poll();
      }
    });
  };

  listen();
  return stop;
}
