import { writeFile } from 'node:fs/promises';

import { dashboard } from './dashboard.ts';

await writeFile(
  new URL('../grafana/dashboards/keyward.json', import.meta.url),
  `${JSON.stringify(dashboard(), null, 2)}\n`,
);
