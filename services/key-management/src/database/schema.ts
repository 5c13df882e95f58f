export * from '../audit/audit-events-table.ts';
export * from '../changes/changes-table.ts';
export * from '../flows/flows-table.ts';
export * from '../keys/keys-table.ts';
export * from '../organizations/organizations-table.ts';
export * from '../upstreams/upstreams-table.ts';
export * from '../workspaces/workspaces-table.ts';
export * from '../writes/idempotency-keys-table.ts';
