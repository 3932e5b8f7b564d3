/**
 * Does the same for each item and gives the results in order, with some in work while the first is looked at: what waits
 * for the disk waits together.
 * @param most how many at once.
 */
export async function* ahead<Item, Result>(
  items: Iterable<Item>,
  most: number,
  act: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const inWork: Promise<Result>[] = [];
  for (const item of items) {
    const result = act(item);
    // Whoever takes it hears of it, unless another has failed before.
    result.catch(() => {});
    inWork.push(result);
    if (inWork.length >= most) yield inWork.shift() as Promise<Result>;
  }
  yield* inWork;
}
