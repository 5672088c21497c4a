import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTS, actsOf } from '../../domain/audit-acts.ts';

/** Names of acts that the source writes: of `audit({ act: … })` and of the small helpers around it. */
function writtenActs(): Set<string> {
  const found = new Set<string>();
  const files = ['db', 'web', 'activities'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  );
  for (const file of files.filter((one) => /\.tsx?$/.test(one))) {
    const text = readFileSync(file, 'utf8');
    if (!/\baudit(Insert)?\(/.test(text)) continue;
    const calls = /(?:\bact: |\b(?:record|tell|note|auditDraft|namesSeen)\((?:[\w. ]+, )*)([^;\n]*)/g;
    for (const [, rest = ''] of text.matchAll(calls))
      for (const [, name = ''] of rest.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z]+)?)'/g))
        if (name.includes('.') || name === 'signIn' || name === 'signOut') found.add(name);
  }
  return found;
}

describe('acts of the audit trail', () => {
  it('each that the code writes has words', () => {
    const written = writtenActs();
    expect(written.size).toBeGreaterThan(60);
    expect([...written].filter((name) => !AUDIT_ACTS.has(name)).sort()).toEqual([]);
  });

  it('no two acts read alike within a group', () => {
    const words = [...AUDIT_ACTS.values()].map(({ name, group }) => `${group} ${name}`);
    expect(new Set(words).size).toBe(words.length);
  });

  it('whoever sees a person’s data is found by one question', () => {
    expect(actsOf('personal')).toEqual(
      expect.arrayContaining(['resume.retrieve', 'brief.view', 'contacts.export', 'applicants.page']),
    );
    expect(actsOf('personal')).not.toContain('notice.batch');
  });
});
