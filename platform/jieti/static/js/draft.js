// Keeps what is in the editor: on the server after every pause in typing, on this device while that does not work.

const PAUSE = 800;
const RETRY = 5000;

/** `editor` is {get, set}; `states` are the words for saving, saved and offline. */
export class Draft {
  constructor({ url, token, seen, key, editor, output, states, conflict, problem }) {
    Object.assign(this, { url, token, seen, key, editor, output, states, conflict, problem });
    this.saved = editor.get();
    this.timer = 0;
    this.busy = null;
    this.halted = false;
    addEventListener("online", () => this.dirty && this.save());
    addEventListener("pagehide", () => this.leave());
    this.restore();
  }

  get dirty() {
    return this.editor.get() !== this.saved;
  }

  /** What an earlier visit could not bring to the server comes back. */
  restore() {
    const kept = this.local();
    if (!kept || kept.source === this.saved) return this.forget();
    if (kept.seen === this.seen) {
      this.editor.set(kept.source);
      this.save();
    } else {
      const theirs = this.saved;
      this.editor.set(kept.source);
      this.ask({ source: theirs, saved_at: this.seen });
    }
  }

  changed() {
    clearTimeout(this.timer);
    if (this.halted) return this.keepHere("");
    if (this.dirty) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** Called when the server has taken the text on another way, with Submit. */
  settled(source, savedAt) {
    this.seen = savedAt;
    this.saved = source;
    if (!this.dirty) this.forget();
  }

  async save(force = false) {
    clearTimeout(this.timer);
    if (this.busy) return this.busy.then(() => this.dirty && this.save(force));
    const source = this.editor.get();
    this.output.textContent = this.states.saving;
    this.busy = this.send(source, force);
    await this.busy;
    this.busy = null;
  }

  async send(source, force) {
    let answer;
    try {
      answer = await fetch(this.url, { method: "POST", body: this.body(source, force), headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status >= 500 || answer.status === 403) throw new Error(String(answer.status));
      this.settle(source, answer.status, await answer.json());
    } catch {
      this.keepHere();
      this.timer = setTimeout(() => this.save(), RETRY);
    }
  }

  settle(source, status, data) {
    if (status === 409) return this.ask(data);
    if (status >= 400) {
      this.keepHere("");
      return this.problem(data.error);
    }
    this.saved = source;
    this.seen = data.saved_at;
    this.halted = false;
    this.output.textContent = this.states.saved;
    if (!this.dirty) this.forget();
  }

  ask(theirs) {
    this.halted = true;
    this.keepHere("");
    this.conflict(theirs, {
      take: () => {
        this.editor.set(theirs.source);
        this.settled(theirs.source, theirs.saved_at);
        this.halted = false;
        this.output.textContent = this.states.saved;
      },
      keep: () => {
        this.halted = false;
        this.save(true);
      },
    });
  }

  body(source, force) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.token());
    body.set("source", source);
    body.set("seen", this.seen);
    if (force) body.set("force", "1");
    return body;
  }

  leave() {
    if (!this.dirty || this.halted) return;
    this.keepHere();
    navigator.sendBeacon(this.url, this.body(this.editor.get(), false));
  }

  keepHere(word = this.states.offline) {
    this.output.textContent = word;
    try {
      localStorage.setItem(this.key, JSON.stringify({ source: this.editor.get(), seen: this.seen }));
    } catch {
      this.output.textContent = "";
    }
  }

  local() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // storage may be forbidden; then nothing was kept either
    }
  }
}
