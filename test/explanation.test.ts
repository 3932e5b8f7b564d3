import assert from "node:assert/strict";
import { test } from "node:test";
import { explanation } from "../client/explanation";

test("the explanation of a hardening shows every step and file, and all text as text", () => {
  const applied = [{ rule: "a-rule", title: "Use <this>", message: 'It\'s "better" & safer', line: 0 }];
  const files = [
    { path: ".dockerignore", uri: "file:///.dockerignore", text: "<b>\n", before: undefined },
    { path: ".npmrc", uri: "file:///.npmrc", text: "", before: "x" },
  ];
  const page = explanation("Dockerfile", applied, files);
  assert.match(page, /change Dockerfile and create \.dockerignore and change \.npmrc/);
  assert.match(page, /<strong>Use &lt;this&gt;<\/strong>It's &quot;better&quot; &amp; safer <code>a-rule<\/code>/);
  assert.match(page, /<pre>&lt;b&gt;\n<\/pre>/);
});
