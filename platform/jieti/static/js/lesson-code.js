// The code of a lesson can be changed and run, block by block: in a cell on the server, with all that stands above it.

import { follow, show } from "./verdict.js";

const tools = document.getElementById("block-tools");
const BORDER = "# %%\n";

class Block {
  constructor(element, number, before) {
    this.element = element;
    this.pre = element.querySelector("pre");
    this.original = this.pre.textContent.replace(/\n$/, "");
    this.before = before; // the blocks above
    this.stop = () => {};
    const bar = tools.content.cloneNode(true).firstElementChild;
    this.run = bar.querySelector("[data-run]");
    this.edit = bar.querySelector("[data-edit]");
    this.reset = bar.querySelector("[data-reset]");
    bar.querySelector(number ? ".limits.first" : ".limits.later").remove();
    element.append(bar);
    this.panel = document.createElement("div");
    this.panel.className = "block-result";
    this.panel.hidden = true;
    const output = element.nextElementSibling;
    (output?.classList.contains("output") ? output : element).after(this.panel);
    this.run.addEventListener("click", () => this.send());
    this.edit.addEventListener("click", () => this.open());
    this.reset.addEventListener("click", () => this.field.editor.setValue(this.original));
  }

  get code() {
    return this.field ? this.field.editor.getValue() : this.original;
  }

  async open() {
    this.edit.disabled = true;
    const { enhance } = await import("./editor-field.js"); // large, and most readers never ask for it
    this.field = document.createElement("textarea");
    this.field.dataset.editor = "python";
    this.field.setAttribute("aria-label", tools.dataset.code);
    this.field.value = this.original;
    this.pre.after(this.field);
    this.pre.hidden = true;
    enhance(this.field);
    this.element.classList.add("open");
    this.field.addEventListener("editor-submit", () => this.send());
    this.edit.hidden = true;
    this.reset.hidden = false;
    this.field.editor.focus();
  }

  complain(text) {
    const line = document.createElement("p");
    line.className = "notice wrong";
    line.setAttribute("role", "alert");
    line.textContent = text;
    this.panel.hidden = false;
    this.panel.replaceChildren(line);
    delete this.panel.dataset.shown;
  }

  async send() {
    if (this.run.getAttribute("aria-disabled") === "true") return;
    this.stop();
    this.busy(true);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", tools.dataset.token);
    body.set("source", [...this.before, this].map((block) => `${BORDER}${block.code}\n`).join(""));
    try {
      const answer = await fetch(tools.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) return this.refused(tools.dataset.signedOut);
      if (!answer.headers.get("content-type")?.includes("json")) return this.refused(tools.dataset.broken);
      const data = await answer.json();
      if (!answer.ok) return this.refused(data.error);
      this.watch(data);
    } catch {
      this.refused(tools.dataset.unreachable);
    }
  }

  refused(text) {
    this.complain(text);
    this.busy(false);
  }

  watch(data) {
    this.panel.hidden = false;
    show(this.panel, data);
    if (data.state === "done") return this.busy(false);
    this.stop = follow({
      panel: this.panel,
      events: data.events_url,
      state: data.state_url,
      done: () => this.busy(false),
    });
  }

  busy(yes) {
    this.run.setAttribute("aria-disabled", String(yes));
  }
}

const blocks = [];
for (const element of tools ? document.querySelectorAll(".prose .highlight.run") : []) {
  blocks.push(new Block(element, blocks.length, [...blocks]));
}
