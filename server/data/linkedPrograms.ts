/**
 * Programs of images that are linked to the C library of the image when they run, in all variants. What is linked statically is not
 * listed. Sources: the Dockerfiles of the official images; packages.debian.org and pkgs.alpinelinux.org.
 */

/** By the short name of an image: the files, or the folder that holds them. */
const ofImages: Readonly<Record<string, readonly string[]>> = {
  node: ["/usr/local/bin/node"],
  python: ["/usr/local/bin/python", "/usr/local/bin/python3"],
  ruby: ["/usr/local/bin/ruby"],
  php: ["/usr/local/bin/php"],
  nginx: ["/usr/sbin/nginx"],
  redis: ["/usr/local/bin/redis-server", "/usr/local/bin/redis-cli"],
  "eclipse-temurin": ["/opt/java/openjdk"],
};

/** Programs of packages, which no distribution links statically. */
const ofSystems = /^\/(?:usr\/)?bin\/(?:bash|curl|git|jq|openssl|perl|psql|sqlite3|ssh|wget)$/;

/** Whether a path is, or a folder holds, a program of an image that is linked to the C library. */
export function isLinkedProgram(image: string, path: string): boolean {
  const own = ofImages[image] ?? [];
  return (
    ofSystems.test(path) ||
    own.some((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/bin/`))
  );
}
