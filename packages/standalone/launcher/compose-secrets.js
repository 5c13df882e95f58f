import { launch } from './launch.js';

launch('compose-secrets/main.ts');
