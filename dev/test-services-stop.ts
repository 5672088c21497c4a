/** `node --import tsx dev/test-services-stop.ts`: ends the servers that test runs of this user share. */
import { startTestServices } from './test-services.ts';

await (await startTestServices()).stop();
