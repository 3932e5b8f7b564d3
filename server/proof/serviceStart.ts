/** How a service of compose starts its image, in words of the engine: nothing of it reaches the host. */

import type { ServiceSettings } from "../types";

/** Words before the image, and behind it. */
export interface ServiceStart {
  readonly runWords: readonly string[];
  readonly command: readonly string[];
}

/**
 * Its variables, new volumes in place of its own, and who starts what where it says so. With folders of the host over its
 * own, it starts what is in those, which are not mounted: then the image is started as it is.
 */
export function startOf(service: ServiceSettings | undefined): ServiceStart {
  const mounts = service?.mounts ?? [];
  const variables = Object.entries(service?.environment ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : ["--env", `${name}=${value}`],
  );
  const volumes = mounts.filter(({ host, isReadOnly }) => host === undefined && !isReadOnly);
  const given = [...variables, ...volumes.flatMap(({ target }) => ["--volume", target])];
  if (mounts.some(({ host }) => host !== undefined)) return { runWords: given, command: [] };
  const user = service?.user?.value;
  const folder = service?.workingDir?.value;
  const entrypoint = service?.entrypoint?.value;
  const [program = "", ...words] = entrypoint ?? [];
  return {
    runWords: [
      ...given,
      ...(user ? ["--user", user] : []),
      ...(folder ? ["--workdir", folder] : []),
      ...(entrypoint === undefined ? [] : ["--entrypoint", program]),
    ],
    command: [...words, ...(service?.command?.value ?? [])],
  };
}
