/** How the mailbox may misbehave, so that tests and people see what the sender makes of it. */
export const FAULT_MODES = {
  none: '正常收信',
  unavailable: '連線即拒絕（421）',
  dropBeforeData: '收到收件人後斷線',
  greylist: '暫時拒絕收件人（450）',
  refuse: '永久拒絕收件人（550）',
  full: '信箱已滿（452）',
  reject: '永久拒絕信件內容（554）',
  dropBeforeStoring: '收到內容、未存檔即斷線',
  dropAfterData: '已存檔、未回覆即斷線',
  hang: '已存檔、遲不回覆',
} as const;
export type FaultMode = keyof typeof FAULT_MODES;

export interface Fault {
  mode: FaultMode;
  /** Only recipients that contain this text; all when left out. Without meaning for `unavailable`. */
  to?: string;
  /** Misbehaves so many times, then never again; always when left out. */
  times?: number;
  /** `hang`: answers after so many milliseconds; never when left out. */
  delayMs?: number;
}

/** The present fault, and whether it strikes now. */
export class Faults {
  #fault: Fault = { mode: 'none' };
  /** Told of every change. */
  onSet: (fault: Fault) => void = () => {};

  get current(): Fault {
    return this.#fault;
  }

  set(fault: Fault): void {
    this.#fault = { ...fault };
    this.onSet(fault);
  }

  /**
   * Whether the fault is of one of these modes and meant for these recipients; counts it when it is.
   * @returns the mode that strikes, or `none`
   */
  strike(modes: readonly FaultMode[], recipients: readonly string[]): Fault {
    const { mode, to, times } = this.#fault;
    const none: Fault = { mode: 'none' };
    if (!modes.includes(mode) || (times !== undefined && times <= 0)) return none;
    if (to !== undefined && recipients.length > 0 && !recipients.some((r) => r.includes(to))) return none;
    const struck = this.#fault;
    if (times !== undefined) this.#fault = { ...struck, times: times - 1 };
    return struck;
  }
}

/** Reads a fault from outside; `null` when it is none. */
export function parseFault(value: unknown): Fault | null {
  if (typeof value !== 'object' || value === null) return null;
  const { mode, to, times, delayMs } = value as Record<string, unknown>;
  if (typeof mode !== 'string' || !Object.hasOwn(FAULT_MODES, mode)) return null;
  const fault: Fault = { mode: mode as FaultMode };
  const count = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n >= 0;
  if (to !== undefined) {
    if (typeof to !== 'string') return null;
    fault.to = to;
  }
  if (times !== undefined) {
    if (!count(times)) return null;
    fault.times = times;
  }
  if (delayMs !== undefined) {
    if (!count(delayMs)) return null;
    fault.delayMs = delayMs;
  }
  return fault;
}
