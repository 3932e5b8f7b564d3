/** The one thing that dockerfile-ast asks of Node's Buffer, for the web worker, which has none. */
export const Buffer = { from: (text) => new TextEncoder().encode(text) };
