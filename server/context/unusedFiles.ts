/** What of a build context a program that is built can have no use for. */

import { withoutSlash } from "../util/paths";

/** Files that a compiled program does not read: sources, tests, documents, settings of tools. */
export function isOfNoUse(path: string): boolean {
  if (/\.(?:[cm]?ts|tsx)$/.test(path)) return true;
  if (
    /^(?:tests?|__tests__|e2e|docs?|\.github|\.gitlab|\.husky|\.vscode|\.idea|\.devcontainer|\.yarn|\.git|coverage)\//.test(
      path,
    )
  )
    return true;
  const name = withoutSlash(path);
  return !name.includes("/") && toolFiles.test(name);
}

const toolFiles =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-(?:lock|workspace)\.yaml|bun\.lockb?|(?:ts|js)config[\w.-]*\.json|nest-cli\.json|nodemon\.json|biome\.jsonc?|jest[\w.-]*\.(?:json|[cm]?js)|[\w.-]+\.config\.[cm]?js|\.(?:env|dockerignore|gitignore|gitattributes|editorconfig|nvmrc|node-version|npmrc|yarnrc|yarnrc\.yml|swcrc|babelrc|browserslistrc|tool-versions|DS_Store)|\.env\..+|\.(?:eslint|prettier|stylelint|commitlint|lintstaged|mocha|nyc|release|huskyrc)[\w.-]*|(?:Docker|Container)file[\w.-]*|[\w.-]+\.(?:dockerfile|md|mdx)|(?:docker-)?compose[\w.-]*\.ya?ml|(?:LICEN[CS]E|NOTICE|README|CHANGELOG|CONTRIBUTING|AUTHORS|CODEOWNERS|Makefile|Jenkinsfile|Procfile)[\w.-]*|renovate\.json5?|node_modules)$/;
