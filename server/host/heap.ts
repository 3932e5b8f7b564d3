/**
 * Keeps the memory of a server that runs all day small. V8 lets the heap grow to several times what is in use before it
 * cleans up, which is meant for programs that have the machine for themselves.
 */

/** Bytes of both halves of where new objects are made: more saves little time. */
const largestNursery = 16_000_000;

/** Percent of what is in use by which the heap may grow before it is cleaned up. */
const usualGrowth = 30;

/** By which the nursery grows unless V8 is told otherwise. */
const usualFactor = 2;

/** Bytes in use from which on V8's own way is right: cleaning up takes longer the more there is. */
const large = 60_000_000;

/** To be called once, at the start. Versions of Node.js whose flags are not known are left as they are. */
export function keepHeapSmall(): void {
  if (!/^v2[0-4]\./.test(process.version)) return;
  const {
    getHeapSpaceStatistics,
    getHeapStatistics,
    setFlagsFromString,
  }: typeof import("node:v8") = require("node:v8");
  const { PerformanceObserver }: typeof import("node:perf_hooks") = require("node:perf_hooks");
  let growth = 0;
  // 0 leaves it to V8.
  const growBy = (percent: number): void => {
    if (growth !== percent) setFlagsFromString(`--heap-growing-percent=${percent}`);
    growth = percent;
  };
  let isNurseryBound = false;
  growBy(usualGrowth);
  // What V8 has compiled counts only under the flags that it was kept with: it is kept after this.
  process.prependOnceListener("exit", () => {
    growBy(0);
    if (isNurseryBound) setFlagsFromString(`--semi-space-growth-factor=${usualFactor}`);
  });
  new PerformanceObserver(() => {
    growBy(getHeapStatistics().used_heap_size > large ? 0 : usualGrowth);
    if (isNurseryBound) return;
    const nursery = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    isNurseryBound = nursery !== undefined && nursery.space_size >= largestNursery;
    if (isNurseryBound) setFlagsFromString("--semi-space-growth-factor=1");
  }).observe({ entryTypes: ["gc"] });
}
