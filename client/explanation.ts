import type { AppliedFix, HardenedFile } from "../server/requests";

/** A file beside the Dockerfile; `before` is undefined when it is new. */
export interface OtherFile extends HardenedFile {
  readonly before: string | undefined;
}

/** "change Dockerfile and create .dockerignore" */
function summary(name: string, files: readonly OtherFile[]): string {
  const parts = files.map(({ path, before }) => `${before === undefined ? "create" : "change"} ${path}`);
  return [`change ${name}`, ...parts].join(" and ");
}

/** The page beside the diff: every step with its reason, the other files, and the two ways on. Needs no script. */
export function explanation(name: string, applied: readonly AppliedFix[], files: readonly OtherFile[]): string {
  const steps = applied.map(
    ({ title, message, rule }) =>
      `<li><strong>${plain(title)}</strong>${plain(message)} <code>${plain(rule)}</code></li>`,
  );
  const others = files.map(
    ({ path, text, before }) =>
      `<h2>${plain(path)} <small>${before === undefined ? "new" : "changed"}</small></h2><pre>${plain(text)}</pre>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style>
</head>
<body>
<h1>Harden ${plain(name)}</h1>
<p>Drydock would ${plain(summary(name, files))}, step by step as below. Nothing is written before you apply it.</p>
<p><a class="button" href="command:drydock.hardenApply">Apply</a> <a class="button second" href="command:drydock.hardenDiscard">Discard</a></p>
<ol>${steps.join("\n")}</ol>
${others.join("\n")}
</body>
</html>`;
}

const style = `
body { padding: 0 1.5em 1.5em; line-height: 1.5; max-width: 50em; }
h1 { font-weight: normal; font-size: 1.6em; }
h2 { font-weight: normal; font-size: 1.2em; margin-top: 1.5em; }
small { color: var(--vscode-descriptionForeground); }
ol { padding-left: 1.8em; }
li { margin: 0.8em 0; }
li strong { display: block; }
code { color: var(--vscode-descriptionForeground); font-family: var(--vscode-editor-font-family); font-size: 0.9em; white-space: nowrap; }
pre { background: var(--vscode-textCodeBlock-background); font-family: var(--vscode-editor-font-family); padding: 0.8em; overflow-x: auto; }
.button { background: var(--vscode-button-background); color: var(--vscode-button-foreground); display: inline-block; padding: 0.25em 1em; border-radius: 2px; text-decoration: none; }
.button:hover { background: var(--vscode-button-hoverBackground); }
.second { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); }
.second:hover { background: var(--vscode-button-secondaryHoverBackground); }
`;

function plain(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
