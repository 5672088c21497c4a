/**
 * Makes a queue: calls given to it, of one set or of several, are each begun only when the one before has ended.
 *
 * Two local activities of one run may end in tasks of their own and be replayed together in one, so that what follows
 * them comes in another order (seen in a run of `npm run faults`: a vacancy that could not be taken up after its worker
 * had been killed; temporalio/sdk-python#1573 and #1881 describe it). One at a time, there is only one order.
 */
export function oneAtATime(): <T extends object>(calls: T) => T {
  let before: Promise<unknown> | null = null;
  const queue = <R>(call: () => Promise<R>): Promise<R> => {
    // Begun at once when nothing is under way: histories from before this rule replay unchanged.
    const mine = before ? before.then(call) : call();
    const over = mine.then(
      () => {},
      () => {},
    );
    before = over;
    void over.then(() => {
      if (before === over) before = null;
    });
    return mine;
  };
  return (calls) =>
    new Proxy(calls, {
      get(target, name) {
        const call = Reflect.get(target, name);
        if (typeof call !== 'function') return call;
        return (...args: unknown[]) => queue(() => Reflect.apply(call, target, args) as Promise<unknown>);
      },
    });
}
