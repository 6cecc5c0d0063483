// Bundle the editor and gather the licences of everything that went into it.

import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../platform/jieti/static/vendor/codemirror/", import.meta.url);

/** Markdown's support brings HTML, CSS and JavaScript along for embedded tags; lessons do not need those colours. */
const withoutHtml = {
  name: "without-html",
  setup(bundle) {
    bundle.onResolve({ filter: /^@codemirror\/lang-html$/ }, () => ({ path: "html", namespace: "none" }));
    bundle.onLoad({ filter: /.*/, namespace: "none" }, () => ({
      contents: 'export const htmlCompletionSource = () => null; export const html = () => ({ language: { parser: null } });',
    }));
  },
};

/**
 * style-mod writes a <style> element into the page, which our Content-Security-Policy forbids; into shadow roots it
 * puts a constructed style sheet, which the policy allows. Let it do that everywhere.
 */
const constructedSheets = {
  name: "constructed-sheets",
  setup(bundle) {
    bundle.onLoad({ filter: /style-mod\/(src|dist)\/style-mod\.(c?js)$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const changed = source.replace("!root.head && root.adoptedStyleSheets", "root.adoptedStyleSheets");
      if (changed === source) throw new Error("style-mod has changed: look at its StyleSet again");
      return { contents: changed, loader: "js" };
    });
  },
};

const result = await build({
  entryPoints: [new URL("editor.js", import.meta.url).pathname],
  outfile: new URL("editor.js", OUT).pathname,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  plugins: [withoutHtml, constructedSheets],
});

const inputs = Object.keys(result.metafile.inputs);
const names = [...new Set(inputs.flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []))].sort();
const rows = [];
const licences = [];
for (const name of names) {
  const about = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
  rows.push(`| ${name} | ${about.version} | ${about.license} |`);
  licences.push(`## ${name} ${about.version}\n\n${(await readFile(`node_modules/${name}/LICENSE`, "utf8")).trim()}\n`);
}

await writeFile(new URL("LICENSES.md", OUT), `# Licences of the bundled packages\n\n${licences.join("\n")}`);
await writeFile(
  new URL("README.md", OUT),
  `# CodeMirror 6, bundled for Jieti

\`editor.js\` is made from \`frontend/editor.js\` and the packages below; their licences are in LICENSES.md.

Made with:

    cd frontend && npm ci && npm run build

| package | version | licence |
|---|---|---|
${rows.join("\n")}
`,
);
