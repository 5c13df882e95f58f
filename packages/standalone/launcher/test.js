import { launch } from './launch.js';

launch('test-run/main.ts', '0 passed, 1 failed\n');
