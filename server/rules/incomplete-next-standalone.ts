import { nextSettings, nextText, standaloneEdit } from "../context/nextFiles";
import {
  hasPublic,
  isCopiedByScript,
  isNeverMade,
  missingPart,
  type Standalone,
  serverStart,
  standaloneOf,
} from "../multistage/nextStandalone";
import type { Dockerfile, DockerfileRule, Facts, Finding } from "../types";

export default {
  on: "Dockerfile",
  needs: ["standalone"],
  id: "incomplete-next-standalone",
  title: "The standalone server of Next.js lacks a part, or is not what starts",
  severity: "warning",
  category: "node",
  ofContext: true,
  why:
    'With `output: "standalone"` the build puts a server into `.next/standalone`, but neither `.next/static` nor `public`: ' +
    "unless both are copied beside `server.js`, pages come without styles, scripts and pictures. " +
    "`next start` does not run it; `node server.js` does.",
  sources: ["https://nextjs.org/docs/app/api-reference/config/next-config-js/output"],
  bad:
    "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:24-slim\nWORKDIR /app\n" +
    'COPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]',
  good:
    "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:24-slim\nWORKDIR /app\n" +
    'COPY --from=build /app/.next/standalone ./\nCOPY --from=build /app/.next/static ./.next/static\nCMD ["node", "server.js"]',
  files: {
    "package.json": '{ "scripts": { "build": "next build" }, "dependencies": { "next": "15.5.4" } }',
    "next.config.mjs": 'export default { output: "standalone" };\n',
  },

  *check(file, facts) {
    const standalone = standaloneOf(file, facts);
    const { config } = standalone ?? {};
    if (!standalone || !config) return;
    const settings = nextSettings(config.text);
    if (isNeverMade(file, settings)) {
      yield notMade(standalone, config);
      return;
    }
    const elsewhere = builtElsewhere(file, standalone, config);
    if (elsewhere) {
      yield elsewhere;
      return;
    }
    // Whatever turns the output on may turn on more.
    if (!settings.includes("standalone")) return;
    // Static files may come from another server.
    if (!/assetPrefix|distDir/.test(settings) && !isCopiedByScript(standalone, facts)) {
      yield* lacking(file, standalone, ".next/static");
      if (hasPublic(standalone, facts)) yield* lacking(file, standalone, "public");
    }
    yield* otherStart(file, standalone, facts);
  },
} satisfies DockerfileRule;

function notMade({ source }: Standalone, { path, text }: { path: string; text: string }): Finding {
  const edit = /\boutput\b/.test(nextSettings(text)) ? undefined : standaloneEdit(text);
  return {
    span: source,
    severity: "error",
    message: `${path} does not set output: "standalone", so that the build makes no ${source.text} and stops here`,
    fixes: edit && [
      {
        title: `Add output: "standalone" to ${path}`,
        safe: false,
        optional: true,
        edits: [{ ...edit, file: path }],
      },
    ],
  };
}

/** `distDir` gives the folder of the build another name. */
function builtElsewhere(
  { instructions }: Dockerfile,
  { source, writtenApp }: Standalone,
  config: { path: string; text: string },
): Finding | undefined {
  const folder = nextText(config, "distDir")?.replace(/^\.\/|\/$/g, "");
  const isMoved = instructions.some(({ keyword, argumentText }) => keyword === "RUN" && /\.next\b/.test(argumentText));
  if (!folder || folder === ".next" || folder.startsWith("..") || isMoved) return undefined;
  const made = `${writtenApp}/${folder}/standalone`;
  return {
    span: source,
    message: `${config.path} sets distDir: "${folder}", so that the build makes ${made} instead, and this copy stops it`,
    fixes: [],
  };
}

function* lacking(file: Dockerfile, standalone: Standalone, name: ".next/static" | "public"): Iterable<Finding> {
  const part = missingPart(file, standalone, name);
  if (!part) return;
  const { elsewhere, wanted, target, edits } = part;
  const { source } = standalone;
  const message = elsewhere
    ? `The server of Next.js looks for ${wanted}, so that nothing finds what is copied here`
    : `${source.text} comes without ${name}, which the server of Next.js looks for in ${wanted}`;
  const title = elsewhere ? `Copy it to ${target}` : `Copy ${name}, too`;
  yield { span: elsewhere ?? source, message, fixes: edits ? [{ title, safe: false, edits }] : [] };
}

/** `next start`, which the folder is not made for. */
function* otherStart(file: Dockerfile, standalone: Standalone, facts: Facts): Iterable<Finding> {
  const start = serverStart(file, standalone, facts);
  if (!start) return;
  const { owner, argv, edits } = start;
  yield {
    span: owner.argument,
    message: '"next start" does not run the standalone output, whose server starts with node server.js',
    fixes: edits && [{ title: `Start ${argv.join(" ")}`, safe: false, edits }],
  };
}
