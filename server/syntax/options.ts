/** What the arguments of a command are: options, their values and operands, told by tables for well-known programs. */

import { corepack, managerPrograms, packageManagers } from "../data/packageManagers";
import { aptPrograms, rpmPrograms, systemManagers } from "../data/systemManagers";
import type { Command, Word } from "../types";
import { memoize } from "../util/memoize";

/** A program's base name and the words from the program on. */
type Invocation = Pick<Command, "name" | "words">;

interface Option {
  /** `-qy` is `-qy`, `-q` and `-y`. */
  readonly names: readonly string[];
  /** In the same word: `--name=value`, `-nvalue`. */
  readonly attached: { readonly value: string | undefined } | undefined;
  /** The word after it: its value when nothing is attached and the option takes one. */
  readonly next: Word | undefined;
}

export interface Arguments {
  readonly options: readonly Option[];
  readonly operands: readonly Word[];
}

/** Sorts the words after the program; `--`, and the values of options that are known to take one, are in neither list. */
export const readArguments = memoize(({ name, words }: Invocation): Arguments => {
  const options: Option[] = [];
  const operands: Word[] = [];
  let onlyOperands = false;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] as Word;
    const text = literal(word);
    if (onlyOperands || !looksLikeOption(text)) {
      operands.push(word);
    } else if (text === "--") {
      onlyOperands = true;
    } else {
      const { names, attached, takesNext } = readOption(name, text);
      const value = attached === undefined ? undefined : { value: word.value === undefined ? undefined : attached };
      options.push({ names, attached: value, next: words[index + 1] });
      if (takesNext) index++;
    }
  }
  return { options, operands };
});

/** Whether these words follow the program, other options between them left aside. */
export function isFollowedBy({ name, words }: Invocation, wanted: readonly string[]): boolean {
  let index = 1;
  for (const want of wanted) {
    for (; index < words.length; index++) {
      const text = literal(words[index] as Word);
      if (text === want || !looksLikeOption(text)) break;
      if (readOption(name, text).takesNext) index++;
    }
    if (words[index]?.value !== want) return false;
    index++;
  }
  return true;
}

/** Takes `--name=value`, `-n`, `-nvalue` or `-abc` apart. `takesNext`: the next word is its value. */
export function readOption(
  program: string | undefined,
  text: string,
): { names: readonly string[]; attached: string | undefined; takesNext: boolean } {
  const valued = valuedOptions.get(program ?? "");
  const equals = text.indexOf("=");
  const whole = equals < 0 ? text : text.slice(0, equals);
  const attached = equals < 0 ? undefined : text.slice(equals + 1);
  const names = [whole];
  if (whole.startsWith("--") || whole.length <= 2 || valued?.has(whole)) {
    return { names, attached, takesNext: attached === undefined && valued?.has(whole) === true };
  }
  for (let index = 1; index < whole.length && index <= maximumGroup; index++) {
    const name = `-${whole[index]}`;
    names.push(name);
    if (!valued?.has(name)) continue;
    const rest = text.slice(index + 1);
    return { names, attached: rest || undefined, takesNext: !rest };
  }
  return { names, attached, takesNext: false };
}

/** Nobody groups more short options than this: a longer word is something else. */
const maximumGroup = 12;

/** The value, or as much of the beginning as does not depend on an expansion. */
export function literal({ text, value }: Word): string {
  if (value !== undefined) return value;
  const begin = text.startsWith('"') ? 1 : 0;
  const length = text.slice(begin).search(/[$`"'\\{<(%]/);
  return length < 0 ? text.slice(begin) : text.slice(begin, begin + length);
}

function looksLikeOption(text: string): boolean {
  return text.length > 1 && text.startsWith("-");
}

/** Programs whose first operand says what they do. */
export const subcommandPrograms: ReadonlySet<string> = new Set([
  ...managerPrograms,
  corepack.program,
  ...systemManagers,
  ...(
    "apt-cache apt-mark pip pip3 pipx pipenv " +
    "poetry uv gem bundle composer cargo go git docker systemctl conda mamba dotnet helm kubectl rustup brew"
  ).split(" "),
]);

/** Whether a word is an option of a program that takes the next word as its value. */
export function takesNextWord(program: string, text: string): boolean {
  return valuedOptions.get(program)?.has(text) === true;
}

/**
 * Options that take a value, by program: without these lists a value would pass for an operand, a package or the program.
 * Sources: what the programs print as their help (Node.js 16 to 24, without tests; V8's own options take none).
 */
const valuedOptions: ReadonlyMap<string, ReadonlySet<string>> = table(`
${packageManagers.map(({ programs, valuedOptions }) => `${programs.join(" ")}: ${valuedOptions.join(" ")}`).join("\n")}
npx: --package -p --call -c --prefix --registry -w --workspace --loglevel
go: -tags -ldflags -gcflags -asmflags -gccgoflags -o -mod -modfile -p -pkgdir -buildmode -compiler -exec -overlay -pgo
${aptPrograms.join(" ")}: -o --option -t --target-release --default-release -c --config-file -a --host-architecture -P
apk: --repository -X --root -p --virtual -t --arch --wait --keys-dir --repositories-file --cache-dir --cache-max-age
${rpmPrograms.join(" ")}: --enablerepo --disablerepo -c --config --installroot --releasever --setopt -x --exclude
${rpmPrograms.join(" ")}: -e --errorlevel -d --debuglevel --repo --repoid --repofrompath --forcearch
zypper: -R --root -C --cache-dir -D --reposd-dir --config -p --plus-repo --releasever -r --repo -t --type --from
pip pip3: --log --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir --python
pip pip3: -r --requirement -c --constraint -e --editable -t --target --platform --python-version --implementation --abi
pip pip3: --root --prefix --src --upgrade-strategy --progress-bar --root-user-action --report -C --config-settings
pip pip3: -i --index-url --extra-index-url -f --find-links --no-binary --only-binary --use-feature --use-deprecated
uv uvx: --allow-insecure-host --index --default-index -i --index-url --extra-index-url -f --find-links -r --requirements
uv uvx: -c --constraints --overrides -e --editable -p --python --target --prefix --project --directory --cache-dir
uv uvx: --index-strategy --keyring-provider --resolution --prerelease --link-mode --no-binary --only-binary
uv uvx: --extra --group --only-group --no-group --no-install-package --refresh-package -P --upgrade-package --config-file
pipx: --python --pip-args -i --index-url --suffix --preinstall --backend
gem: -v --version -i --install-dir --bindir --source -P --trust-policy --platform
bundle: --jobs -j --without --with --path --gemfile --retry
git: -C -c --git-dir --work-tree -b --branch --depth -o -j --jobs -m
node nodejs: -e --eval -p --print -r --require --import --loader --experimental-loader -C --conditions --env-file
node nodejs: --env-file-if-exists --title --watch-path --allow-fs-read --allow-fs-write --diagnostic-dir --disable-proto
node nodejs: --disable-warning --dns-result-order --icu-data-dir --input-type --max-http-header-size --openssl-config
node nodejs: --redirect-warnings --report-dir --report-directory --report-filename --report-signal --secure-heap
node nodejs: --secure-heap-min --tls-cipher-list --tls-keylog --trace-event-categories --trace-event-file-pattern
node nodejs: --trace-require-module --unhandled-rejections --use-largepages --debug-port --inspect-port
node nodejs: --inspect-publish-uid --v8-pool-size --heapsnapshot-signal --heapsnapshot-near-heap-limit --snapshot-blob
node nodejs: --build-snapshot-config --localstorage-file --es-module-specifier-resolution
node nodejs: --experimental-specifier-resolution --experimental-default-type --experimental-policy --policy-integrity
node nodejs: --experimental-sea-config --network-family-autoselection-attempt-timeout --cpu-prof-dir --cpu-prof-interval
node nodejs: --cpu-prof-name --heap-prof-dir --heap-prof-interval --heap-prof-name --experimental-config-file
python python3: -m -c -W -X
useradd: -u --uid -g --gid -G --groups -d --home-dir --home -b --base-dir -s --shell -c --comment -k --skel
useradd: -K --key -p --password -e --expiredate -f --inactive -R --root
groupadd: -g --gid -K --key -p --password -R --root
adduser addgroup: --home --shell --uid --gid --ingroup --gecos --comment --firstuid --lastuid --conf -h -g -s -G -u -k -d -c
install: -o --owner -g --group -m --mode -t --target-directory -S --suffix --strip-program
mkdir: -m --mode
cp mv ln: -t --target-directory -S --suffix
touch: -d --date -r --reference -t
curl: -o --output -H --header -d --data --data-raw --data-binary -X --request -u --user -A --user-agent -m --max-time
curl: --retry --retry-delay --retry-max-time --connect-timeout -w --write-out -T --upload-file -F --form -b --cookie -c
curl: -C -x --proxy --cacert -E --cert --key -K --config -r --range -e --referer --output-dir --resolve --proto
wget: -O --output-document -P --directory-prefix -o --output-file -a -t --tries -T --timeout -U --user-agent --header
wget: -e -i --user --password --post-data --waitretry --limit-rate
su: -c --command --session-command -s --shell -g --group -G --supp-group -w --whitelist-environment
sudo: -C -D -g -h -p -R -r -T -t -U -u --close-from --chdir --group --host --prompt --chroot --role --command-timeout
sudo: --type --other-user --user
doas: -C -u
env: -u --unset -C --chdir
exec: -a
time: -f --format -o --output
nice: -n --adjustment
stdbuf: -i -o -e --input --output --error
timeout: -k --kill-after -s --signal
xargs: -a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-chars --process-slot-var
`);

/** Lines of "programs: options"; a program may have several. */
function table(lines: string): Map<string, ReadonlySet<string>> {
  const options = new Map<string, Set<string>>();
  for (const line of lines.trim().split("\n")) {
    const [programs = "", list = ""] = line.split(": ");
    for (const program of programs.split(" ")) {
      options.set(program, new Set([...(options.get(program) ?? []), ...list.split(" ")]));
    }
  }
  return options;
}
