/** Rails runs in development wherever nothing tells it to do otherwise: it loads its code anew, and shows its inside in error pages. */

import { allProcesses, type Process, startProcess } from "../image/processes";
import { servicesOf } from "../image/shipped";
import { programName } from "../stage/process";
import type { Dockerfile, Facts, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { among } from "../util/reads";

/** In the order in which Rails asks them. Source: railties, `Rails.env`. */
const variables = ["RAILS_ENV", "RACK_ENV"];

/** The process of a stage that is a server of Rails, with its options as they stand behind it; undefined where none is. */
function railsServer(stage: Stage | undefined, facts: Facts): { process: Process; options: string } | undefined {
  const process = stage && allProcesses(startProcess(stage, facts)).at(-1);
  if (process?.kind !== "program") return undefined;
  const [program, ...words] = process.argv.map(({ value }) => value ?? "?");
  const line = [programName(program), ...words].join(" ");
  const given = /^(?:bundle exec )?(?:ruby )?(?:\S{0,99}\/)?rails (?:server|s)(?: (?<options>.*))?$/.exec(line);
  return given ? { process, options: given.groups?.options ?? "" } : undefined;
}

/** What a container runs in that starts a server of Rails: whether that is a mode for use, as far as the image says so; undefined where it starts none. */
export function railsMode({ final }: Dockerfile, facts: Facts): "for use" | "unknown" | undefined {
  const server = railsServer(final, facts);
  if (!final || !server) return undefined;
  const { process, options } = server;
  const given = /(?:^| )(?:-e ?|--environment[ =])(\S+)/.exec(options)?.[1];
  const [set] = variables.flatMap((name) => process.environment[name] ?? final.variable(name) ?? []);
  const mode = given ?? set;
  return mode === undefined || /^(?:development|test|\?.*|\$.*)$/.test(mode) ? "unknown" : "for use";
}

/** What a container starts, as a sentence about it; undefined where it does not run Rails in development for certain. */
export function railsInDevelopment(file: Dockerfile, facts: Facts): string | undefined {
  const { final } = file;
  const server = railsServer(final, facts);
  if (final === undefined || !server || !isOfRuby(final)) return undefined;
  const { process, options } = server;
  if (/(?:^| )(?:-e|--environment|\?)/.test(options)) return undefined;
  if (final.variable("RAILS_ENV") === "development" && !variables.some((name) => name in process.environment))
    return "RAILS_ENV is development, so that rails server loads its code anew and shows its inside in error pages";
  // Who leaves the gems for development out, or names the mode for a step, says the rest where the container is run.
  const isNamed = (text: string) => variables.some((name) => text.includes(name)) || /\bwithout\b/i.test(text);
  const services = servicesOf(file, facts);
  if (isSaidElsewhere(facts, isNamed)) return undefined;
  const isSaid =
    file.instructions.some(({ argumentText }) => isNamed(argumentText)) ||
    variables.some((name) => name in process.environment) ||
    services.some(({ environment = {}, envFile }) => envFile || variables.some((name) => name in environment));
  if (isSaid) return undefined;
  return "Nothing sets RAILS_ENV, so that rails server runs in development, and shows its inside in error pages";
}

/** Whether what runs the container may name the mode, or Rails is told before it asks. */
function isSaidElsewhere({ files = [], contents }: Facts, isNamed: (text: string) => boolean): boolean {
  if (files.some((path) => runners.test(path))) return true;
  return railsSettings(files).some((path) => isNamed(contents?.get(path) ?? variables.join()));
}

/** Files of platforms that set the variables of what they run, which are not read. */
const runners =
  /^(?:Procfile|fly[\w.-]*\.toml|render\.yaml|app\.(?:ya?ml|json)|heroku\.yml|railway\.(?:json|toml)|captain-definition|Dockerrun\.aws\.json|\.(?:ebextensions|platform|do|kamal)\/.*)$|(?:^|\/)(?:k8s|kube\w*|helm|charts?|manifests|terraform|copilot|nomad|ansible)\/|\.(?:tf|nomad|hcl)$|(?:^|\/)(?:deployment|task-?definition)[\w.-]*\.(?:ya?ml|json)$/i;

const settings = filterOnce((path) =>
  /^(?:config\/(?:boot|application|environment)\.rb|config\/deploy(?:\.\w+)?\.yml|[Mm]akefile|[\w-]+\.sh|(?:bin|script)\/[\w.-]+)$/.test(
    path,
  ),
);

function railsSettings(files: readonly string[]): readonly string[] {
  const all = settings(files);
  return all.some((path) => path.startsWith("config/") || path === "bin/rails") ? all : [];
}

/** Where a project tells Rails, or who starts the image, which mode it is. */
export const railsReads = among(24, railsSettings);

/** Whether a stage starts from the image of Ruby, which sets nothing of that. */
function isOfRuby(stage: Stage): boolean {
  return stage.parent ? isOfRuby(stage.parent) : stage.base?.name === "ruby";
}
