/**
 * Images whose ENTRYPOINT is the program that they are for, so that the words of CMD are its arguments. Entry scripts, which may do
 * otherwise, are not listed. Sources: the images' own Dockerfiles and build files; github.com/GoogleContainerTools/distroless.
 */

/** The first pattern that matches counts; `$1` is what its group has matched. They see the whole name. */
const table: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^gcr\.io\/distroless\/nodejs(?:\d+)?(?:-debian\d+)?$/, ["/nodejs/bin/node"]],
  [/^gcr\.io\/distroless\/python3-debian11$/, ["/usr/bin/python3.9"]],
  [/^gcr\.io\/distroless\/python3-debian12$/, ["/usr/bin/python3.11"]],
  [/^gcr\.io\/distroless\/python3-debian13$/, ["/usr/bin/python3.13"]],
  [/^gcr\.io\/distroless\/python3$/, ["/usr/bin/python3"]],
  [/^gcr\.io\/distroless\/java\d+(?:-debian\d+)?$/, ["/usr/bin/java", "-jar"]],
  [/^prom\/(prometheus|alertmanager)$/, ["/bin/$1"]],
  [/^prom\/node-exporter$/, ["/bin/node_exporter"]],
  [/^hashicorp\/terraform$/, ["/bin/terraform"]],
  [/^alpine\/(git|helm)$/, ["$1"]],
  [/^amazon\/aws-cli$/, ["/usr/local/bin/aws"]],
  [/^gcr\.io\/kaniko-project\/executor$/, ["/kaniko/executor"]],
  [/^koalaman\/shellcheck$/, ["/bin/shellcheck"]],
  [/^aquasec\/trivy$/, ["trivy"]],
  [/^mikefarah\/yq$/, ["/usr/bin/yq"]],
  [/^grafana\/k6$/, ["k6"]],
  [/^jrottenberg\/ffmpeg$/, ["ffmpeg"]],
];

/**
 * The words of an image's ENTRYPOINT where that is the program itself; undefined where it is another thing, or not known.
 * @param name its short name, as `officialName` gives it.
 */
export function programEntrypoint(name: string): readonly string[] | undefined {
  for (const [pattern, words] of table) {
    const match = pattern.exec(name);
    if (match) return words.map((word) => word.replace("$1", match[1] ?? ""));
  }
  return undefined;
}
