/** What is offered to somebody who types. */

import type { Span } from "../types";

export interface Offer {
  readonly label: string;
  readonly kind: "keyword" | "flag" | "value" | "stage" | "variable" | "image" | "file";
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly about?: string | undefined;
  /** What is written instead of `span`; default: the label. */
  readonly insert?: string;
  /** It goes on from there, so that the next list is worth asking for. */
  readonly goesOn?: boolean;
}

/** Offers in their order, and what they replace. */
export interface Offers {
  readonly span: Span;
  readonly offers: readonly Offer[];
  /** The image whose tags they are, as it is written. */
  readonly tagsOf?: string;
}
