import * as vscode from "vscode";
import type { SyntaxOptions } from "../server/requests";

/**
 * Whether Container Tools, Docker as it was called before, or Docker DX serve Dockerfiles as well; one that is disabled is
 * not found, and one that only brings others along has no code.
 */
export function otherServers(): SyntaxOptions {
  const others = ["ms-azuretools.vscode-containers", "ms-azuretools.vscode-docker", "docker.docker"];
  const found = others.map((id) => vscode.extensions.getExtension(id)).filter((it) => it !== undefined);
  const isServed = found.some(
    ({ packageJSON }) => packageJSON?.main !== undefined || packageJSON?.browser !== undefined,
  );
  return { syntaxChecked: found.length > 0, languageServed: isServed };
}
