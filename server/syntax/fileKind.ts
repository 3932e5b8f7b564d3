import { baseName } from "../util/paths";

/** What Dockerfiles are called: alone, in front of a dot and behind one, in any case. `npm run generate` tells VS Code. */
export const dockerfileNames = ["Dockerfile", "Containerfile"] as const;

/** The same as patterns of names, without a folder: those that are written with a capital and those that are not. */
export const dockerfilePatterns: readonly string[] = dockerfileNames
  .flatMap((name) => [name, name.toLowerCase()])
  .flatMap((name) => [name, `${name}.*`, `*.${name}`]);

/** Patterns of the names of ignore files. */
export const ignorePatterns = ["*.dockerignore", "*.containerignore"] as const;

const anyName = dockerfileNames.join("|");
const isDockerfile = new RegExp(`^(?:${anyName})(?:\\..+)?$|\\.(?:${anyName})$`, "i");

/** The kind of file that a path or URI names: *docker build*, *podman build* and the editors go by these names. */
export function fileKind(path: string): "Dockerfile" | ".dockerignore" | undefined {
  const name = baseName(path);
  if (ignorePatterns.some((pattern) => name.endsWith(pattern.slice(1)))) return ".dockerignore";
  return isDockerfile.test(name) ? "Dockerfile" : undefined;
}
