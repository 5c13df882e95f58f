import { launch } from './launch.js';

launch('main.ts');
