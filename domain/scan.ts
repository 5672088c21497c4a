/** What the virus scanner said of a file, and whether an officer may have it. */

export const SCAN_STATES = {
  pending: { name: '掃描中' },
  passed: { name: '通過' },
  failed: { name: '未通過' },
} as const;
export type ScanState = keyof typeof SCAN_STATES;

/**
 * @param scanning a scanner is configured: then nothing leaves unscanned, also while the scanner is away
 */
export const mayBeOffered = (state: ScanState, scanning: boolean): boolean =>
  state === 'passed' || (state === 'pending' && !scanning);
