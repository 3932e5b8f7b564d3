/** The page beside the diff of a preview: one shell, whose content is sent to it again whenever anything changes. */

import { l10n } from "./l10n";

/** What the page shows. */
export interface PageContent {
  /** HTML in which all foreign text went through `plain`. */
  readonly body: string;
  /** One line beside the buttons, read out when it changes. */
  readonly status: string;
  readonly canApply: boolean;
}

/** What the page says: that it can show something, or what the user did on it. */
export type PageMessage =
  | { readonly kind: "ready" | "apply" | "discard" }
  | { readonly kind: "choose"; readonly value: string }
  /** A line, from 0 on, of a file: its address, or its path from the build context; undefined for the hardened one. */
  | { readonly kind: "reveal"; readonly line: number; readonly file?: string }
  | { readonly kind: "tick"; readonly value: string; readonly isTicked: boolean };

/**
 * The shell, which stays as it is, so that nothing flickers and the focus is kept.
 * @param apply the label of the button that applies.
 * @param language of what is said, as HTML names it: `pt-BR`.
 * @param nonce lets the one script run, and no other.
 */
export function page(apply: string, language: string, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${plain(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Drydock</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
<button id="apply" value="apply" disabled>${plain(apply)}</button>
<button id="discard" class="second" value="discard">${l10n.t("Discard")}</button>
<p id="status" role="status" data-working="${plain(l10n.t("Working…"))}"></p>
</header>
<main id="main" aria-busy="true"></main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** Text as HTML, in an attribute, too. */
export function plain(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** An address that a link may lead to, from the data of a rule. */
export function link(address: string, text: string): string {
  return /^https?:\/\//.test(address) ? `<a href="${plain(address)}">${plain(text)}</a>` : plain(text);
}

/** What has the focus, what is unfolded and where it is scrolled to survives new content. */
const script = `
const editor = acquireVsCodeApi();
const find = (id) => document.getElementById(id);
let focused = "";
addEventListener("focusin", ({ target }) => { focused = target.id; });
addEventListener("focus", () => find(focused)?.focus({ preventScroll: true }));
addEventListener("message", ({ data }) => {
  const unfolded = [...document.querySelectorAll("details[open]")].map(({ id }) => id);
  const { scrollX, scrollY } = window;
  const parsed = new DOMParser().parseFromString(data.body, "text/html");
  find("main").replaceChildren(...parsed.body.childNodes);
  find("main").removeAttribute("aria-busy");
  find("status").textContent = data.status;
  find("apply").disabled = !data.canApply;
  for (const id of unfolded) find(id)?.setAttribute("open", "");
  find(focused)?.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
});
addEventListener("change", ({ target }) => {
  find("main").setAttribute("aria-busy", "true");
  find("status").textContent = find("status").dataset.working;
  find("apply").disabled = true;
  const { type, value, checked } = target;
  editor.postMessage(type === "radio" ? { kind: "choose", value } : { kind: "tick", value, isTicked: checked });
});
addEventListener("click", ({ target }) => {
  const { line, file } = target.dataset ?? {};
  if (line !== undefined) editor.postMessage({ kind: "reveal", line: Number(line), file });
});
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", () => editor.postMessage({ kind: button.value }));
}
editor.postMessage({ kind: "ready" });
`;

const style = `
body { padding: 0; line-height: 1.5; }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em; padding: 0.7em 1.5em; background: var(--vscode-editor-background); border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
header p { margin: 0 0 0 0.5em; }
main { padding: 0 1.5em 2em; max-width: 50em; }
h1 { font-weight: normal; font-size: 1.6em; margin: 0.7em 0 0.3em; }
h2 { font-weight: normal; font-size: 1.25em; margin: 1.6em 0 0.5em; }
p, ul { margin: 0.3em 0; }
button { font: inherit; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; padding: 0.25em 1em; cursor: pointer; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:disabled { opacity: 0.5; cursor: default; }
.line { color: var(--vscode-textLink-foreground); background: none; border: none; padding: 0; }
.line:hover { background: none; text-decoration: underline; }
[aria-busy="true"] { opacity: 0.6; }
.second { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border-color: var(--vscode-button-secondaryBorder, transparent); }
.second:hover { background: var(--vscode-button-secondaryHoverBackground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
a { color: var(--vscode-textLink-foreground); }
code { color: var(--vscode-descriptionForeground); background: none; font-family: var(--vscode-editor-font-family); font-size: 1em; padding: 0; }
fieldset { border: none; margin: 1em 0 0; padding: 0; }
legend, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
input { accent-color: var(--vscode-button-background); margin: 0; flex: none; position: relative; top: 0.15em; }
.vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light) { color-scheme: dark; }
.vscode-high-contrast input { accent-color: var(--vscode-contrastActiveBorder, auto); }
label { display: flex; align-items: baseline; gap: 0.6em; cursor: pointer; }
.quiet { color: var(--vscode-descriptionForeground); font-size: 0.92em; }
.together { white-space: nowrap; }
.steps { list-style: none; padding: 0; }
.steps > li { margin: 1em 0; }
.level, .steps strong { font-weight: 600; }
.steps label + * { margin-left: 1.6em; }
.reasons { padding-left: 1.1em; margin: 0.1em 0; }
.reasons li:only-child { list-style: none; margin-left: -1.1em; }
.about { margin: 0 0 0 1.74em; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; }
th, td { padding: 0.3em 0.8em 0.3em 0; vertical-align: top; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent)); }
tbody th { font-weight: normal; }
.mark { text-align: center; width: 4.5em; white-space: nowrap; }
.met, .missing, .unknown { font-weight: bold; }
.met { color: var(--vscode-charts-green); }
.missing { color: var(--vscode-errorForeground); }
.number { white-space: nowrap; }
.error { color: var(--vscode-errorForeground); }
.warning { color: var(--vscode-editorWarning-foreground); }
.info, .hint { color: var(--vscode-editorInfo-foreground); }
.severity { font-weight: 600; margin-right: 0.3em; }
.reasons code { white-space: nowrap; }
details { margin: 0.5em 0; }
details ul { padding-left: 2.2em; }
summary { cursor: pointer; }
`;
