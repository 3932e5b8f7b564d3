/** Why something is left to a person, as the end of a sentence: "the lock file is missing". */
export interface Reason {
  readonly reason: string;
}

export function isReason(value: object): value is Reason {
  return "reason" in value;
}
