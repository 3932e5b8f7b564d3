/** What the projects of .NET in a build context say: which framework they need, and what is published along with them. */

import type { Facts } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { among } from "../util/reads";

const projects = filterOnce((path) => /\.(?:cs|fs|vb)proj$|(?:^|\/)Directory\.Build\.(?:props|targets)$/.test(path));
const sources = filterOnce((path) => /\.(?:cs|fs|vb)$/.test(path) && !/(?:^|\/)(?:bin|obj)\//.test(path));
const settings = filterOnce((path) => /(?:^|\/)appsettings(?:\.\w+)?\.json$/.test(path));

export const dotnetProjectReads = among(40, projects);
export const dotnetSourceReads = among(200, sources);
export const dotnetSettingReads = among(20, settings);

/** Programs of the system, and what needs the sources or the SDK at run time. */
const needsMore = /\bProcess\.Start\b|\bProcessStartInfo\b|RazorRuntimeCompilation|\bMSBuildLocator\b/;

/** Settings by which the sources that lie beside a project are published otherwise than usual. */
const publishes =
  /CopyToPublishDirectory|EnableDefault[A-Za-z]{0,30}Items|<(?:Content|None)\s+(?:Remove|Update)|PublishDir\b|DefaultItemExcludes/;

/** Packages without anything of ASP.NET Core. */
const plainPackages =
  /^(?:Microsoft\.Extensions\.(?!Diagnostics\.HealthChecks\.EntityFrameworkCore)[\w.]+|System\.[\w.]+|Newtonsoft\.Json|Npgsql|Dapper|Polly|Serilog(?:\.(?:Extensions\.Hosting|Sinks\.\w+|Settings\.Configuration))?|StackExchange\.Redis|RabbitMQ\.Client|Confluent\.Kafka|CsvHelper|Microsoft\.Data\.Sqlite|Microsoft\.EntityFrameworkCore(?:\.\w+)?)$/;

export interface DotnetProject {
  /** All of what web projects have beside their sources goes along: settings, wwwroot. */
  readonly publishesContent: boolean;
  /** The program is known to do without ASP.NET Core. */
  readonly isPlain: boolean;
  /** No culture is used. */
  readonly isInvariant: boolean;
  /** The text of every source is known. */
  readonly isRead: boolean;
}

/** What the projects say together; a clause for why the program may need more than is published. */
export const dotnetProject = memoize(({ files = [], contents }: Facts): DotnetProject | { readonly reason: string } => {
  const texts = projects(files).map((path) => contents?.get(path));
  if (texts.length === 0) return { reason: "no project file is known" };
  if (texts.includes(undefined)) return { reason: "not every project file is known" };
  const text = texts.join("\n");
  const more = needsMore.exec(text)?.[0];
  if (more !== undefined) return { reason: `a project names ${more}` };
  for (const path of sources(files)) {
    const found = needsMore.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return { reason: `${path} uses ${found}` };
  }
  const sdks = [...text.matchAll(/<Project\b[^<>]*\bSdk="([^"]*)"/g)].map(([, sdk]) => sdk);
  const packages = [...text.matchAll(/<PackageReference\b[^<>]*\bInclude="([^"]*)"/g)].map(([, name = ""]) => name);
  return {
    publishesContent: sdks.includes("Microsoft.NET.Sdk.Web") && !publishes.test(text),
    isPlain:
      sdks.length > 0 &&
      sdks.every((sdk) => sdk === "Microsoft.NET.Sdk" || sdk === "Microsoft.NET.Sdk.Worker") &&
      !/FrameworkReference|\bImport\b/.test(text) &&
      packages.every((name) => plainPackages.test(name)),
    isInvariant: /<InvariantGlobalization>\s*true/i.test(text),
    isRead: sources(files).every((path) => contents?.has(path)),
  };
});

/** The framework that all projects name, and the first that does; undefined where they do not have one voice. */
export const frameworkOf = memoize(
  ({
    files = [],
    contents,
  }: Facts): { readonly version: string; readonly manifest: string; readonly text: string } | undefined => {
    const texts = projects(files).map((path) => [path, contents?.get(path)] as const);
    const text = texts.map(([, each = "<TargetFrameworks>"]) => each).join("\n");
    const found = new Set(
      [...text.matchAll(/<TargetFramework>\s{0,9}net(\d+\.\d+)\s{0,9}</g)].map(([, version = ""]) => version),
    );
    const [version] = found;
    const manifest = texts.find(([, each]) => each?.includes("<TargetFramework>"))?.[0];
    const isOne =
      found.size === 1 &&
      !text.includes("<TargetFrameworks>") &&
      text.split("<TargetFramework>").length === text.split(/<TargetFramework>\s{0,9}net\d/).length;
    return isOne && version !== undefined && manifest !== undefined ? { version, manifest, text } : undefined;
  },
);

/** Whether an address to listen on is named in the sources or settings of a web project. */
export function namesAddress({ files = [], contents }: Facts): boolean {
  return [...sources(files), ...settings(files)].some((path) =>
    /UseUrls|UseKestrel|ConfigureKestrel|"(?:Urls|urls|Kestrel)"|\.Run\(\s*"/.test(contents?.get(path) ?? '"Urls"'),
  );
}
