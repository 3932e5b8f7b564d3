/** Programs that keep running until they are told to end. */

import { managerPrograms, runnerPrograms } from "./packageManagers";
import { programsFor } from "./tools";

export const serverPrograms: ReadonlySet<string> = new Set([
  ...[...managerPrograms, ...runnerPrograms, "pm2-runtime"],
  ...programsFor("runtime", "watcher", "compiles at start", "framework", "file server", "application server"),
  ..."python python3 gunicorn uvicorn celery java ruby rails bundle puma php php-fpm".split(" "),
  ..."apache2 httpd nginx caddy dotnet supervisord".split(" "),
]);
