import { writeSync } from 'node:fs';
import { buildConsole } from './build-console.ts';

const built = await buildConsole();
writeSync(1, built ? 'The console is built.\n' : 'The console is built already.\n');
