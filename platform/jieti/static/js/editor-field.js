// Turns <textarea data-editor="python|markdown"> into a code editor. Without JavaScript the textarea stays what it is.
//
// The textarea keeps the value and fires "input" as ever, so forms, drafts and htmx need not know. Its handle is
// `textarea.editor` (getValue, setValue, focus, goTo, setDiagnosticLine, setReadOnly). Ctrl/Cmd-Enter fires
// "editor-submit", which bubbles from the textarea.

import { createEditor } from "../vendor/codemirror/editor.js";

const HELP = {
  zh: "Tab 缩进；先按 Esc 再按 Tab 可离开编辑器；Ctrl（或 ⌘）+ Enter 提交。",
  en: "Tab indents. Press Esc, then Tab to leave the editor. Ctrl (or ⌘) + Enter submits.",
};
const HELP_RUNNING = {
  zh: "Tab 缩进；先按 Esc 再按 Tab 可离开编辑器；Ctrl（或 ⌘）+ Enter 运行。",
  en: "Tab indents. Press Esc, then Tab to leave the editor. Ctrl (or ⌘) + Enter runs.",
};
const HELP_WRITING = {
  zh: "Tab 缩进；先按 Esc 再按 Tab 可离开编辑器。",
  en: "Tab indents. Press Esc, then Tab to leave the editor.",
};

let count = 0;

function helpFor(textarea, lang) {
  const help = document.createElement("p");
  help.id = `editor-help-${++count}`;
  help.className = "editor-help";
  const coding = textarea.form ? HELP : HELP_RUNNING; // without a form there is nothing to submit
  help.textContent = (textarea.dataset.editor === "markdown" ? HELP_WRITING : coding)[lang];
  return help;
}

function relay(textarea, frame) {
  frame.addEventListener("editor-submit", (event) => {
    event.stopPropagation();
    textarea.dispatchEvent(new CustomEvent("editor-submit", { bubbles: true }));
  });
  textarea.form?.addEventListener("reset", () => setTimeout(() => textarea.editor.setValue(textarea.defaultValue)));
  for (const label of textarea.labels) label.addEventListener("click", () => textarea.editor.focus());
}

/** Enhance one textarea; a second call on the same one does nothing. */
export function enhance(textarea) {
  if (textarea.editor) return textarea.editor;
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const frame = document.createElement("div");
  frame.className = "editor";
  const help = helpFor(textarea, lang);
  const described = [textarea.getAttribute("aria-describedby"), help.id].filter(Boolean).join(" ");
  textarea.after(frame, help);
  textarea.editor = createEditor(frame, {
    value: textarea.value,
    readOnly: textarea.readOnly || textarea.disabled,
    ariaLabel: textarea.getAttribute("aria-label") ?? textarea.labels[0]?.textContent.trim(),
    describedBy: described,
    language: textarea.dataset.editor,
    lang,
    onChange(value) {
      textarea.value = value;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  textarea.required = false; // a hidden field cannot show the browser's own message; the server says it
  textarea.hidden = true;
  relay(textarea, frame);
  return textarea.editor;
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) enhance(textarea);
