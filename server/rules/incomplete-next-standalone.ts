import { nextSettings } from "../context/nextFiles";
import { insertAfter, insertBefore, replace } from "../edits/edits";
import { besideServer, hasPublic, nextCall, type Standalone, standaloneOf } from "../multistage/nextStandalone";
import { standaloneEdit } from "../multistage/standaloneEdit";
import { rewrite } from "../node/start";
import { mainProcess } from "../stage/process";
import type { Dockerfile, DockerfileRule, Facts, Finding } from "../types";

export default {
  on: "Dockerfile",
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
    // Whatever turns the output on may turn on more.
    if (!settings.includes("standalone")) return;
    // Static files may come from another server.
    if (!/assetPrefix|distDir/.test(settings) && !isCopiedByScript(config.path, facts)) {
      yield* lacking(file, standalone, ".next/static");
      if (hasPublic(standalone, facts)) yield* lacking(file, standalone, "public");
    }
    yield* otherStart(file, standalone, facts);
  },
} satisfies DockerfileRule;

/** Whether nothing can turn the output on: no other settings come in, no variable of Next.js, no step that writes them. */
function isNeverMade({ text }: Dockerfile, settings: string): boolean {
  if (/standalone|\boutput\b|\.\.\.|distDir|process\.env/.test(settings)) return false;
  if (/(?:from|require\s*\(|import(?:\s*\()?)\s*["'](?:\.|@[^/"']+\/(?!next))/.test(settings)) return false;
  return !/NEXT_PRIVATE_STANDALONE|next\.config/.test(text);
}

/** Whether a package script may put the folders where they belong. */
function isCopiedByScript(config: string, { contents, project }: Facts): boolean {
  const manifest = contents?.get(`${config.slice(0, config.lastIndexOf("/") + 1)}package.json`) ?? "";
  return [manifest, ...Object.values(project?.scripts ?? {})].some((text) => /standalone|\.next\//.test(text));
}

function notMade({ source }: Standalone, { path, text }: { path: string; text: string }): Finding {
  const edit = standaloneEdit(text);
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

/** A folder that is not beside the server: one more COPY like that of the server, or another target. */
function* lacking(file: Dockerfile, standalone: Standalone, name: ".next/static" | "public"): Iterable<Finding> {
  const { copy, source, writtenApp, server = "" } = standalone;
  const found = besideServer(file, standalone, name);
  if (found === undefined || found === "there") return;
  const wanted = `${server.replace(/\/$/, "")}/${name}`;
  const target = server === copy.before.workdir ? `./${name}` : wanted;
  const elsewhere = found === "missing" ? undefined : found.words.at(-1);
  if (elsewhere) {
    yield {
      span: elsewhere,
      message: `The server of Next.js looks for ${wanted}, so that nothing finds what is copied here`,
      fixes: [{ title: `Copy it to ${target}`, safe: false, edits: [replace(elsewhere, target)] }],
    };
    return;
  }
  const lead = file.text.slice(copy.start, copy.argument.start);
  const line = `${lead}${writtenApp === "" ? "" : `${writtenApp}/`}${name} ${target}`;
  yield {
    span: source,
    message: `${source.text} comes without ${name}, which the server of Next.js looks for in ${wanted}`,
    fixes:
      copy.exec || lead.includes("\n")
        ? []
        : [{ title: `Copy ${name}, too`, safe: false, edits: [insertAfter(file, copy, line)] }],
  };
}

/** `next start`, which the folder is not made for. */
function* otherStart(file: Dockerfile, { server }: Standalone, facts: Facts): Iterable<Finding> {
  const call = nextCall(file, facts);
  const main = file.final && mainProcess(file.final);
  const owner = main?.starts;
  if (!call || !main || !owner || owner.stage !== file.final || server === undefined) return;
  const argv = server === file.final?.after.workdir ? ["node", "server.js"] : ["node", `${server}/server.js`];
  const before = owner.exec ? owner.words.filter(({ end }) => end <= (main.argv[0]?.start ?? 0)) : [];
  const edits = rewrite(file, owner, { argv: [...before.map(({ value }) => value ?? ""), ...argv], environment: {} });
  // Docker sets HOSTNAME to the name of the container, where the server would listen alone.
  const variables = [
    ...(file.final?.variable("HOSTNAME") === undefined ? [`HOSTNAME=${call.host ?? "0.0.0.0"}`] : []),
    ...(call.port === undefined ? [] : [`PORT=${call.port}`]),
  ];
  const environment = variables.length > 0 ? [insertBefore(file, owner, `ENV ${variables.join(" ")}`)] : [];
  yield {
    span: owner.argument,
    message: '"next start" does not run the standalone output, whose server starts with node server.js',
    fixes: edits && [{ title: `Start ${argv.join(" ")}`, safe: false, edits: [...environment, ...edits] }],
  };
}
