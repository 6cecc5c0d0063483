// The code editor of Jieti: CodeMirror 6 with Python and Markdown, coloured by CSS classes (css/editor.css).

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const PHRASES = {
  zh: { "Control character": "控制字符", "Selection deleted": "已删除所选内容" },
};
const FREE_TAB_MS = 10 * 60 * 1000; // after Escape, Tab moves the focus until another key is pressed

const markLine = StateEffect.define();
const markedLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markLine)) next = lineMark(transaction.state.doc, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lineMark(doc, line) {
  if (!line || line < 1 || line > doc.lines) return Decoration.none;
  return Decoration.set([Decoration.line({ class: "cm-diagnostic-line" }).range(doc.line(line).from)]);
}

const LANGUAGES = {
  python: () => [pythonLanguage, indentUnit.of("    ")],
  markdown: () => [markdownLanguage, keymap.of(markdownKeymap), EditorView.lineWrapping, indentUnit.of("    ")],
};

function keys(parent) {
  const submit = () => parent.dispatchEvent(new CustomEvent("editor-submit", { bubbles: true }));
  return [
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: () => (submit(), true) },
        { key: "Escape", run: (view) => (view.setTabFocusMode(FREE_TAB_MS), false) },
      ]),
    ),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
  ];
}

function labels({ ariaLabel, describedBy }) {
  const attributes = { spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no", tabindex: "0" };
  if (ariaLabel) attributes["aria-label"] = ariaLabel;
  if (describedBy) attributes["aria-describedby"] = describedBy;
  return EditorView.contentAttributes.of(attributes);
}

const closed = (readOnly) => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

/**
 * Put an editor into `parent` and return its handle.
 *
 * Options: value, onChange(value), readOnly, ariaLabel, describedBy (id of a text about the keys),
 * language ("python" or "markdown"), lang ("zh" or "en"). Ctrl/Cmd-Enter fires "editor-submit" on `parent`.
 */
export function createEditor(parent, options = {}) {
  const access = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.value ?? "",
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        EditorState.tabSize.of(4),
        indentOnInput(),
        bracketMatching(),
        syntaxHighlighting(classHighlighter),
        keys(parent),
        LANGUAGES[options.language ?? "python"](),
        EditorState.phrases.of(PHRASES[options.lang] ?? {}),
        labels(options),
        access.of(closed(Boolean(options.readOnly))),
        markedLine,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange?.(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    getValue: () => view.state.doc.toString(),
    setValue: (value) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }),
    focus: () => view.focus(),
    goTo(line) {
      const place = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: place.from }, scrollIntoView: true });
    },
    setDiagnosticLine: (line) => view.dispatch({ effects: markLine.of(line) }),
    setReadOnly: (readOnly) => view.dispatch({ effects: access.reconfigure(closed(readOnly)) }),
    destroy: () => view.destroy(),
  };
}
