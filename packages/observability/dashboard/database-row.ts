import type { Row } from './panel.ts';

/** Postgres, as the replicas of key-management see it. */
export const databaseRow: Row = {
  title: 'Postgres, as key-management sees it',
  panels: [
    {
      type: 'timeseries',
      title: 'Ready, and the database up',
      description: '1 is yes.',
      unit: 'short',
      queries: [
        { expr: 'keyward_ready', legend: '{{instance}} ready' },
        { expr: 'keyward_database_up', legend: '{{instance}} database' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Connections',
      description: 'At most DATABASE_POOL_SIZE in each replica.',
      unit: 'short',
      queries: [{ expr: 'keyward_database_connections', legend: '{{instance}} {{state}}' }],
      stacked: true,
    },
    {
      type: 'timeseries',
      title: 'Waiting for a connection',
      description: 'More than a few for long: the pool is too small, or the database too slow.',
      unit: 'short',
      queries: [{ expr: 'keyward_database_waiting', legend: '{{instance}}' }],
    },
  ],
};
