/** Longer addresses are refused by some who are asked for them. */
const longestAddress = 7000;

/**
 * The address of a new issue that says a finding is a false alarm.
 * @param issues where a project keeps its issues: "https://example.com/drydock/issues".
 * @param text as told above.
 */
export function falseAlarmAddress(issues: string, rule: string, text: string): string {
  const question = "**Why this is no fault:**\n\n";
  const address = (body: string) =>
    `${issues.replace(/(?<!\/)\/+$/, "")}/new?title=${encodeURIComponent(`False alarm: ${rule}`)}&body=${encodeURIComponent(body)}`;
  const whole = address(`${text}\n${question}`);
  return whole.length <= longestAddress ? whole : address(`(The finding is too long for an address.)\n\n${question}`);
}
