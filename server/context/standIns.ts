/** Values that stand where a secret will be, as handbooks and templates write them: they open nothing. */

/**
 * Whether the whole of a value only says that something belongs there: `<change-me>`, `your_api_key_here`, `xxxx`.
 * Stricter than `isPlaceholder`: words that people use as passwords as well (`secret`, `test123`) are none by themselves.
 */
export function isStandIn(value: string): boolean {
  const text = value.slice(0, longest);
  if (isTemplate(text) || wrapped.test(text) || repeated.test(text) || /EXAMPLE(?:_?KEY)?$/.test(text)) return true;
  const parts = text
    .replace(/([a-z\d])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== "");
  const joined = parts.join(" ");
  if (sentence.test(joined) || parts.some((part) => saying.test(part))) return true;
  return (
    parts.length > 1 && /^(?:my|some|the)$/.test(parts[0] ?? "") && parts.slice(1).every((part) => noun.test(part))
  );
}

/** Whether a tool will put something there before anybody builds: `{{password}}`, `@TOKEN@`. */
export function isTemplate(value: string): boolean {
  return template.test(value.slice(0, longest));
}

const template = /^(?:\{\{[^{}]*\}\}|__\w+__|%\w+%|@\w+@)$/s;

/** Longer values are keys. */
const longest = 200;

const wrapped = /^(?:<[^<>]*>|\[[^[\]]*\])$/s;

/** One sign over and over: `xxxx`, `****`, `....`. */
const repeated = /^(?:x{2,}|\*+|\.{2,}|-+|_+|\?+|#+|(?:x{3,8}-)+x{3,12}|0{4,})$/i;

/** Words that only a stand-in has. */
const saying =
  /^(?:change(?:me|it|this|d?later|meplease)|replace(?:me|this)?|placeholder|dummy|todo|tbd|fixme|redacted|fillme|fillin|setme|your(?:s|own)?(?:password|passwd|pass|secret|token|key|apikey|value)?|x{3,}|unset|notset|undefined|fake|overrideme)$/;

/** Several words that say it together. */
const sentence =
  /^(?:please )?(?:change (?:me|it|this)|replace (?:me|it|this|with)|to be (?:set|replaced|changed|filled|provided)|set (?:me|this|in|at|by|via)|fill (?:me|in)|(?:insert|enter|put|add|paste) .{1,100}|not set|example (?:key|token|secret|password|value)|override me)\b|\b(?:goes|go) here\b| here$| change (?:me|it|this)$/;

/** What a secret is called. */
const noun =
  /^(?:api|access|auth|app|secret|client|private|super|password|passwd|token|key|value|credentials?|id|long|random|string)$/;

/** Names of what somebody is given, rather than chooses: as a password they are what a handbook shows. */
export function isNoun(value: string): boolean {
  return /^(?:pass|passwd|password|pwd?|secret|token|key|apikey|api_key)$/i.test(value);
}
