import { baseName } from "../util/paths";

/** The kind of file that a path or URI names: *docker build*, *podman build* and the editors go by these names. */
export function fileKind(path: string): "Dockerfile" | ".dockerignore" | undefined {
  const name = baseName(path);
  if (/(^|\.)(docker|container)ignore$/.test(name)) return ".dockerignore";
  return /^(dockerfile(\..+)?|containerfile.*)$|\.(dockerfile|containerfile)$/i.test(name) ? "Dockerfile" : undefined;
}
