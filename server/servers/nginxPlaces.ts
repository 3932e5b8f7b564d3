/** Settings of nginx that are copied where nginx refuses them, or where nobody fills in their variables. */

import { officialName } from "../data/images";
import { parentOf } from "../image/model";
import { servicesOf } from "../image/shipped";
import { programName, startOf, writtenOut } from "../stage/process";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { copiedNames, runsOwnCode } from "../syntax/ownCode";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { baseName, isWithin } from "../util/paths";
import { configsIn, type ServerConfig } from "./serverConfigs";

/** A file at a place that is not its own. */
export interface MisplacedConfig {
  readonly name: string;
  readonly by: Instruction;
  /** The directive that nginx refuses there, or the variable that nobody fills in. */
  readonly refused: { readonly directive: string } | { readonly variable: string };
  /** Where it is now, and where it belongs. */
  readonly place: string;
  readonly meant: string;
}

const folder = "/etc/nginx";
const main = `${folder}/nginx.conf`;
const parts = `${folder}/conf.d`;

/**
 * The settings that keep the nginx of an official image from starting, first those that come first; none where a step, a
 * start or a mount may change them.
 * Sources: nginx.org/en/docs/ngx_core_module.html and ngx_http_core_module.html (contexts of directives), the nginx.conf and
 * the entrypoint of the image.
 */
export function misplacedConfigs(file: Dockerfile, stage: Stage, facts: Facts): MisplacedConfig[] {
  const name = officialName(stage.base?.name ?? "");
  if (!/^(?:nginx|nginxinc\/nginx-unprivileged)$/.test(name) || !isLeftAlone(file, stage, facts)) return [];
  const configs = configsIn(file, stage, [folder], facts);
  const isMainTheirs = configs.every((config) => placeOf(config)?.startsWith(`${folder}/`) && placeOf(config) !== main);
  // The entrypoint of the image fills in where these say.
  const isFilled =
    inherited(stage).some(({ keyword, argumentText }) => keyword === "ENV" && argumentText.includes(fillers)) ||
    servicesOf(file, facts).some(({ environment = {}, envFile }) =>
      envFile ? true : Object.keys(environment).some((each) => each.startsWith(fillers)),
    );
  return configs.flatMap((config): MisplacedConfig[] => {
    const place = placeOf(config);
    const text = config.text?.replace(/(?:^|\s)#.*/g, "");
    const isReplaced = configs.some((later) => later.by.start > config.by.start && covers(later, place));
    if (place === undefined || isReplaced || text === undefined || /_by_lua|\{\{|\{%|<%/.test(text)) return [];
    const { name: called, by } = config;
    const all = directivesOf(text);
    const directives = all.flatMap(({ words, depth }) => (depth === 0 ? (words[0] ?? []) : []));
    if (place === main) {
      const directive = directives.find((each) => ofHttp.has(each));
      return directive === undefined || directives.includes("http")
        ? []
        : [{ name: called, by, refused: { directive }, place, meant: `${parts}/default.conf` }];
    }
    if (!isMainTheirs || parentOf(place) !== parts || !place.endsWith(".conf")) return [];
    const directive = directives.find((each) => ofMain.has(each));
    if (directive !== undefined) return [{ name: called, by, refused: { directive }, place, meant: main }];
    const variable = isFilled ? undefined : unfilled(all, configs);
    const meant = `${folder}/templates/${baseName(place)}.template`;
    return variable === undefined ? [] : [{ name: called, by, refused: { variable }, place, meant }];
  });
}

const fillers = "NGINX_ENVSUBST_";

/** Whether a copy puts something at a place, or may do so. */
function covers(config: ServerConfig, place: string | undefined): boolean {
  const own = placeOf(config);
  return place === undefined || (own === undefined ? isWithin(place, config.target) : own === place);
}

/** Whether what is copied is what nginx reads. */
function isLeftAlone(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const steps = inherited(stage);
  const copied = new Set(steps.flatMap(copiedNames));
  const mayChange = steps.some(
    (step) =>
      step.keyword === "RUN" &&
      (/\/etc\b|nginx|envsubst|\.conf\b|\.sh\b|\b(?:sed|mv|cp|ln)\b/.test(step.argumentText) ||
        runsOwnCode(step, copied)),
  );
  const start = startOf(stage);
  const words = start?.command && writtenOut(start.command).map(({ value }) => value);
  const isStandard =
    start === undefined ||
    (start.entrypoint === undefined &&
      (words === undefined || programName(words[0]) === "nginx") &&
      !words?.includes("-c"));
  const isMounted = servicesOf(file, facts).some(
    ({ mounts = [], command, entrypoint }) =>
      command || entrypoint || mounts.some(({ target }) => isWithin(target, folder) || isWithin(folder, target)),
  );
  const hasScripts = steps.some((step) => isCopy(step) && /docker-entrypoint/.test(step.argumentText));
  return !mayChange && isStandard && !isMounted && !hasScripts;
}

/** The file that a copy of one file makes; undefined where a folder is copied, or it is not known. */
function placeOf({ name, target, by }: ServerConfig): string | undefined {
  const [source, ...more] = by.words;
  if (more.length !== 1 || by.heredocs.length > 0 || baseName(source?.value ?? "") !== name) return undefined;
  return target === folder || target === parts || more[0]?.text.endsWith("/") ? `${target}/${name}` : target;
}

/** A directive with its values, and how many blocks are open around it. */
interface Directive {
  readonly words: readonly string[];
  readonly depth: number;
}

/** The directives of settings, in order, as nginx splits them: a brace within a word, as in `${PORT}`, belongs to it. */
function directivesOf(text: string): Directive[] {
  const found: Directive[] = [];
  let words: string[] = [];
  let word = "";
  let quote = "";
  let depth = 0;
  const endWord = () => {
    if (word !== "") words.push(word);
    word = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const isBrace = sign === "{" && text.charAt(at - 1) === "$";
    if (sign === "\\") word += sign + text.charAt(++at);
    else if (quote !== "") {
      word += sign;
      if (sign === quote) quote = "";
    } else if (/[;{]/.test(sign) ? !isBrace : sign === "}" && word === "") {
      endWord();
      if (words.length > 0) found.push({ words, depth });
      words = [];
      if (sign !== ";") depth += sign === "{" ? 1 : -1;
    } else if (/\s/.test(sign)) endWord();
    else {
      if (word === "" && /["']/.test(sign)) quote = sign;
      word += sign;
    }
  }
  return found;
}

const ofHttp: ReadonlySet<string> = new Set(
  "server location upstream map geo limit_req_zone proxy_cache_path".split(" "),
);

const ofMain: ReadonlySet<string> = new Set("http events worker_processes user pid daemon stream mail".split(" "));

/** An environment variable where nginx looks for one of its own, which it does not have. */
function unfilled(directives: readonly Directive[], configs: readonly ServerConfig[]): string | undefined {
  for (const { words } of directives) {
    if (!withValues.test(words[0] ?? "")) continue;
    const values = words.slice(1).join(" ");
    for (const [, braced, bare] of values.matchAll(/\$(?:\{([A-Z][A-Z0-9_]{1,99})\}|([A-Z][A-Z0-9_]{1,99})\b)/g)) {
      const variable = braced ?? bare ?? "";
      const own = variable.toLowerCase();
      const isNamed = new RegExp(`\\$\\{?${own}\\b|<${own}>`, "i");
      const isSet = configs.some(
        (config) =>
          config.text === undefined || (isNamed.test(config.text.replace(values, "")) && sets.test(config.text)),
      );
      if (!ofNginx.test(own) && !isSet) return variable;
    }
  }
  return undefined;
}

const withValues = /^(?:listen|proxy_pass|root|alias|fastcgi_pass|uwsgi_pass)$/;

/** What gives a variable a value: directives, and groups of a regular expression. */
const sets = /\b(?:set|\w+_set|map|geo|split_clients|js_var|keyval)\s|\(\?P?</;

/** Variables that nginx itself has, whose names it takes in any case. Source: nginx.org/en/docs/varindex.html. */
const ofNginx =
  /^(?:arg|cookie|http|sent|upstream|ssl|geoip|proxy|jwt|tcpinfo|time|realip|realpath|request|remote|server|document|content|fastcgi|connection|limit)_|^(?:args|host|hostname|uri|scheme|request|status|pid|msec|query_string|is_args|https|nginx_version|binary_remote_addr|body_bytes_sent|bytes_sent|pipe)$/;
