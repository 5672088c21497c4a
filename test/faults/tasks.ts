import { randomUUID } from 'node:crypto';
import type { Act, Kind, Material } from './acts.ts';
import type { Fields } from './forms.ts';
import { type Answer, post, type Reading, readSent } from './http.ts';

/** An act with what it takes to send it again word for word. */
export interface Task {
  act: Act;
  send: () => Promise<Reading>;
  /** Told how it ended, so that what it held is free again. */
  settle: () => void;
}

/** Makes the acts of one window: each with its key and marker, and what its answers mean. */
export class Tasks {
  readonly m: Material;
  readonly next: () => number;
  private readonly seed: number;
  private count = 0;

  constructor(m: Material, seed: number, next: () => number) {
    this.m = m;
    this.seed = seed;
    this.next = next;
  }

  begin(kind: Kind, target: string, wants: string): Act {
    const marker = `s${this.seed}-${kind}-${++this.count}-${randomUUID().slice(0, 8)}`;
    const state = 'failed';
    const twice = kind !== 'retrieve' && this.next() < this.m.pressedTwice;
    return {
      ...{ seed: this.seed, kind, key: randomUUID(), marker, target, wants, first: state, state },
      ...{ ambiguous: false, tries: 0, pressedTwice: twice, beganAt: 0, endedAt: 0 },
    };
  }

  /** `read` says what an answer below 500 means. */
  task(
    act: Act,
    path: string,
    fields: Fields,
    as: Parameters<typeof post>[3],
    read: (a: Answer) => Reading,
    settle: () => void = () => {},
  ): Task {
    const once = async (): Promise<Reading> => readSent(await post(this.m.url, path, fields, as), read);
    const send = async (): Promise<Reading> => {
      if (!act.pressedTwice || act.tries > 1) return once();
      const both = await Promise.all([once(), once()]);
      return both.find((r) => r === 'ok') ?? both.find((r) => r === 'unknown') ?? both[0];
    };
    return { act, send, settle };
  }

  officer() {
    return this.oneOf(this.m.officers);
  }

  oneOf<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }
}

export const saidSuccess = ({ status, said }: Answer): Reading =>
  status === 303 && said?.kind === 'success' ? 'ok' : 'refused';
