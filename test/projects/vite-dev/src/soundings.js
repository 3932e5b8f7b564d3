export const soundings = [3, 7, 12, 9];
