// The exercise page: editor, draft, Run and Submit, and the verdict that appears beside them.

import { Draft } from "./draft.js";
import { enhance } from "./editor-field.js";
import { reveal } from "./split.js";
import { follow, show } from "./verdict.js";

const form = document.getElementById("work-form");
const textarea = document.getElementById("source");
const editor = enhance(textarea);
const panel = document.getElementById("panel");
const problem = document.getElementById("problem");
const conflict = document.getElementById("conflict");
const unreachable = document.getElementById("unreachable");
const buttons = [...form.querySelectorAll("button[type=submit]")];
const output = document.getElementById("draft-state");
let stop = () => {};

function complain(text) {
  problem.hidden = !text;
  problem.querySelector("p").textContent = text;
  if (text) reveal("work");
}

const draft = new Draft({
  url: form.dataset.draft,
  token: () => form.elements.csrfmiddlewaretoken.value,
  seen: form.dataset.seen,
  key: `draft:${form.dataset.person}:${form.dataset.slug}`,
  editor: { get: () => editor.getValue(), set: (text) => editor.setValue(text) },
  output,
  states: output.dataset,
  problem: complain,
  conflict(theirs, { take, keep }) {
    conflict.hidden = false;
    document.getElementById("take-theirs").onclick = () => ((conflict.hidden = true), take());
    document.getElementById("keep-mine").onclick = () => ((conflict.hidden = true), keep());
  },
});

textarea.addEventListener("input", () => {
  editor.setDiagnosticLine(null);
  document.getElementById("reopened")?.setAttribute("hidden", "");
  draft.changed();
});

function busy(yes) {
  for (const button of buttons) button.setAttribute("aria-disabled", String(yes));
}

function watch({ events, state }) {
  stop();
  stop = follow({ panel, events, state, done: finished, reachable: (yes) => (unreachable.hidden = yes) });
}

function finished() {
  const line = Number(panel.querySelector("[data-line]")?.dataset.line);
  if (line) editor.setDiagnosticLine(line);
}

async function send(url) {
  if (buttons[0]?.getAttribute("aria-disabled") === "true") return;
  complain("");
  if (new Blob([editor.getValue()]).size > Number(form.dataset.limit)) return complain(form.dataset.tooLong);
  stop();
  busy(true);
  const source = editor.getValue();
  try {
    const answer = await fetch(url, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403) return complain(form.dataset.signedOut);
    if (!answer.headers.get("content-type")?.includes("json")) return complain(form.dataset.broken);
    const data = await answer.json();
    if (!answer.ok) return complain(data.error);
    unreachable.hidden = true;
    draft.settled(source, data.saved_at);
    show(panel, data);
    reveal("result");
    if (data.state === "done") finished();
    else watch({ events: data.events_url, state: data.state_url });
  } catch {
    draft.keepHere();
    unreachable.hidden = false;
    reveal("result");
  } finally {
    busy(false);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.submitter?.getAttribute("formaction") ?? form.action);
});
textarea.addEventListener("editor-submit", () => buttons.length && send(form.action));

const dialog = document.getElementById("reset-dialog");
const reset = document.getElementById("reset");
if (reset) {
  reset.hidden = false;
  reset.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "reset") editor.setValue(document.getElementById("starter").content.textContent);
    dialog.returnValue = "";
    editor.focus();
  });
}

// Hints are a staircase: the next one is there once the one before has been opened.
const hints = [...document.querySelectorAll(".hint")];
hints.slice(1).forEach((hint) => (hint.hidden = true));
hints.forEach((hint, index) => {
  hint.addEventListener("toggle", () => {
    if (hint.open && hints[index + 1]) hints[index + 1].hidden = false;
  });
});

if (panel.dataset.follow) watch({ events: panel.dataset.follow, state: panel.dataset.stateUrl });
else finished();
