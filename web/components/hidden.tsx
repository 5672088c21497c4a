/** Fields nobody sees: the form token and the key that makes a double press harmless. */

/** Token of this sign-in; the middleware compares it on every unsafe request. */
export const Csrf = ({ token }: { token: string }) => <input type="hidden" name="_csrf" value={token} />;

/**
 * Key of one filled-in form: the same key twice is one act.
 * A page makes a new one for each form it shows and keeps it when it shows the form again with errors.
 */
export const IdempotencyKey = ({ value }: { value: string }) => (
  <input type="hidden" name="_key" value={value} />
);

/** Plain hidden fields, for example those a confirmation page carries along. Arrays repeat the name. */
export const HiddenFields = ({ values }: { values: Record<string, string | readonly string[]> }) => (
  <>
    {Object.entries(values).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one) => (
        <input type="hidden" name={name} value={one} />
      )),
    )}
  </>
);
