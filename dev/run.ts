import { spawn } from 'node:child_process';
import { ROOT } from './root.ts';

export type RunOptions = {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  timeoutMs?: number;
  /** Ends the command, and with it the wait. */
  signal?: AbortSignal;
  /** Also shows its output while it runs. */
  show?: boolean;
};

/** Runs a command to its end; never throws: a command that cannot start has code -1 and its reason as output. */
export function run(
  command: string,
  args: readonly string[],
  o: RunOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      env: o.env,
      cwd: o.cwd ?? ROOT,
      timeout: o.timeoutMs,
      signal: o.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const hear = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (o.show) to.write(chunk);
    };
    child.stdout.on('data', hear(process.stdout));
    child.stderr.on('data', hear(process.stderr));
    child.once('error', (e) => done({ code: -1, output: `${output}${e.message}` }));
    child.once('close', (code, ended) =>
      done({ code: code ?? -1, output: ended ? `${output}\n${ended}` : output }),
    );
  });
}

/**
 * Runs a TypeScript entry of this clone, as `npm run …` would.
 * @returns what it printed
 * @throws with what it printed, when it ends with anything but 0
 */
export async function runEntry(
  entry: string,
  o: RunOptions & { args?: readonly string[] } = {},
): Promise<string> {
  const { code, output } = await run(process.execPath, ['--import', 'tsx', entry, ...(o.args ?? [])], o);
  if (code !== 0) throw new Error(`${entry} 失敗（ended with code ${code}）\n${output.trimEnd()}`);
  return output;
}
