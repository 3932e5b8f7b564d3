/** Metres above the mean at a full hour of the day. */
export function levelAt(hour: number): number {
  return Math.round(200 * Math.sin((hour / 12.4) * 2 * Math.PI)) / 100;
}
