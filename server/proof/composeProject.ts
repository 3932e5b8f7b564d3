/** What is left of a project of compose so that its services can be started beside a proof: nothing of them reaches the host. */

type Data = Record<string, unknown>;

/** A project made harmless, and the services that one of them waits for. */
export interface ServicesBeside {
  /** The services that it depends on by itself. */
  readonly names: readonly string[];
  /** A file for compose, which reads JSON. */
  readonly text: string;
}

/**
 * The services that one depends on, without ports of the host and names of their own, with new volumes in place of those
 * of the project, and with folders of the host to read alone. undefined when it depends on none, or the text is not read.
 * @param json what `compose config --format json` prints.
 */
export function servicesBeside(json: string, service: string): ServicesBeside | undefined {
  const project = parse(json);
  const services = project && dataOf(project.services);
  const own = services && dataOf(services[service]);
  if (!project || !services || !own) return undefined;
  const needed = dataOf(own.depends_on);
  const names = Object.keys(needed ?? {}).filter((name) => name in services);
  if (names.length === 0) return undefined;
  const kept = Object.entries(services).filter(([name]) => name !== service);
  const text = JSON.stringify({
    services: Object.fromEntries(kept.map(([name, each]) => [name, harmless(dataOf(each) ?? {}, service)])),
    volumes: Object.fromEntries(Object.keys(dataOf(project.volumes) ?? {}).map((name) => [name, {}])),
    configs: project.configs,
    secrets: project.secrets,
  });
  return { names, text };
}

/** One network for all of them is enough, which has no other name. */
function harmless(service: Data, proved: string): Data {
  const { ports, container_name, networks, network_mode, restart, deploy, depends_on, volumes, ...rest } = service;
  const waits = Object.entries(dataOf(depends_on) ?? {}).filter(([name]) => name !== proved);
  const mounts = (Array.isArray(volumes) ? volumes : []).map((mount: unknown) => {
    const data = dataOf(mount);
    return data?.type === "bind" ? { ...data, read_only: true } : mount;
  });
  return {
    ...rest,
    ...(waits.length > 0 && { depends_on: Object.fromEntries(waits) }),
    ...(mounts.length > 0 && { volumes: mounts }),
  };
}

function parse(json: string): Data | undefined {
  try {
    return dataOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function dataOf(value: unknown): Data | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Data) : undefined;
}
