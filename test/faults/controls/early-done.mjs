// Loaded with --import into web and worker of the negative control "early-done".
import { register } from 'node:module';

register(new URL('./hooks.mjs', import.meta.url), { data: 'early-done' });
