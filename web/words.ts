/** Words of the shell that several pages say. */

const WAYS: Record<string, string> = { account: '帳號登入' };

/** R9: how a person signed in. */
export const signInWayWords = (way: string): string => WAYS[way] ?? '帳號登入';
