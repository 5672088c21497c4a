declare module 'aes-js' {
  /** Counter mode; the counter is the library's own class. */
  interface CounterMode {
    encrypt(plain: Uint8Array): Uint8Array;
  }
  const aes: {
    ModeOfOperation: { ctr: new (key: Uint8Array, counter: object) => CounterMode };
    Counter: { new (start: Uint8Array): object; prototype: { increment(): void } };
  };
  export default aes;
}
