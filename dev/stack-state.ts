import fs from 'node:fs';
import path from 'node:path';
import { alive, commandLine, stopPid } from './processes.ts';
import { ROOT } from './root.ts';

/** What a running stack writes about itself, so that a second command of this clone can find it. */
export type StackState = {
  /** Of the process that watches over the parts. */
  pid: number;
  /** Variables with which any command of this clone reaches the stack. */
  env: Record<string, string>;
  /** Addresses for people. */
  urls: { web?: string; mailbox?: string; temporalUi?: string };
  /** Children by name; they end with the stack. */
  children: Record<string, number>;
  ready: boolean;
};

/** `DATA_DIR`, by default `.data` of this clone; always absolute, children have another working directory. */
export const dataDirectory = (): string => path.resolve(ROOT, process.env.DATA_DIR || '.data');

const stateFile = (dataDir: string): string => path.join(dataDir, 'stack.json');
export const lockFile = (dataDir: string): string => path.join(dataDir, 'stack.lock');

export function writeState(dataDir: string, state: StackState): void {
  const file = stateFile(dataDir);
  // Database URLs may carry passwords: for the owner only. Renamed, so that nobody reads half of it.
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

export const forgetState = (dataDir: string): void => fs.rmSync(stateFile(dataDir), { force: true });

function readState(dataDir: string): StackState | undefined {
  try {
    return JSON.parse(fs.readFileSync(stateFile(dataDir), 'utf8')) as StackState;
  } catch {
    return undefined;
  }
}

/** The stack that runs on this data directory now, if one does. */
export function runningStack(dataDir: string): StackState | undefined {
  const state = readState(dataDir);
  return state && alive(state.pid) ? state : undefined;
}

/** Ends web and worker that a stack killed outright left behind, so that they give their ports back. */
export async function stopLeftovers(dataDir: string): Promise<void> {
  const state = readState(dataDir);
  if (!state || alive(state.pid)) return;
  const mine = (pid: number): boolean => /die-with-parent/.test(commandLine(pid));
  await Promise.all(
    Object.values(state.children).map((pid) => (mine(pid) ? stopPid(pid, 'SIGTERM', 4_000) : undefined)),
  );
  forgetState(dataDir);
}
