import { databaseRow } from './database-row.ts';
import { keyManagementRow } from './key-management-row.ts';
import { limitsRow } from './limits-row.ts';
import { overviewRow } from './overview-row.ts';
import { panelJson, type Row } from './panel.ts';
import { processRow } from './process-row.ts';
import { promiseRow } from './promise-row.ts';
import { requestsRow } from './requests-row.ts';

/** From top to bottom. */
const ROWS = [overviewRow, requestsRow, promiseRow, limitsRow, keyManagementRow, databaseRow, processRow];
const COLUMNS = 24;
const SIZES = { stat: { w: 4, h: 4 }, timeseries: { w: 8, h: 8 } };

/** The dashboard as Grafana imports it. */
export function dashboard(): object {
  return {
    uid: 'keyward',
    title: 'Keyward',
    description: 'Requests, the promise of revocation, limits and usage, key-management and the processes.',
    tags: ['keyward'],
    schemaVersion: 39,
    editable: true,
    timezone: 'browser',
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [] },
    annotations: { list: [] },
    links: [],
    panels: placed(ROWS),
  };
}

/** Panels from left to right, and below one another where a line is full. */
function placed(rows: readonly Row[]): object[] {
  const all: object[] = [];
  let y = 0;
  const add = (panel: object, gridPos: object) => all.push({ id: all.length + 1, ...panel, gridPos });
  for (const { title, panels } of rows) {
    add({ type: 'row', title, collapsed: false, panels: [] }, { x: 0, y: y++, w: COLUMNS, h: 1 });
    let x = 0;
    let lineHeight = 0;
    for (const panel of panels) {
      const { w, h } = SIZES[panel.type];
      if (x + w > COLUMNS) {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
      }
      add(panelJson(panel), { x, y, w, h });
      x += w;
      lineHeight = Math.max(lineHeight, h);
    }
    y += lineHeight;
  }
  return all;
}
