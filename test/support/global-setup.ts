import type { TestProject } from 'vitest/node';
import { startTestServices } from '../../dev/test-services.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    template: string;
    temporalAddress: string;
  }
}

/**
 * Runs once before the tests, also when a single folder is run with `npx vitest run test/<room>`: the servers
 * are shared between runs and stay up for ten minutes (`node --import tsx dev/test-services-stop.ts` ends them).
 */
export default async function setup(project: TestProject): Promise<void> {
  const services = await startTestServices();
  project.provide('adminUrl', services.adminUrl);
  project.provide('template', services.template);
  project.provide('temporalAddress', services.temporalAddress);
}
