declare module 'archiver-zip-encrypted' {
  /** A format module for `archiver.registerFormat`; it has no typings of its own. */
  const format: () => void;
  export default format;
}
