/** How much *Harden Dockerfile* does, from little to much. `HardenOptions` says which fixes each of them takes. */
export const hardenLevels = ["safe", "recommended", "everything"] as const;
export type HardenLevel = (typeof hardenLevels)[number];
