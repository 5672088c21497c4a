/** A plugin for a connection that cannot be used the first time. */
export function failsOnce() {
  let failed = false;
  return {
    transformQuery: <T>({ node }: { node: T }): T => {
      if (failed) return node;
      failed = true;
      throw new Error('away');
    },
    transformResult: async <T>({ result }: { result: T }): Promise<T> => result,
  };
}
