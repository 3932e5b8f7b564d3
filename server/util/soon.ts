/** What a promise gives within so many milliseconds; undefined when it takes longer. */
export function soon<Value>(found: Promise<Value>, patience: number): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
