import type { Scope } from '../http/scope.ts';
import { guard } from '../principals/guard.ts';
import { createUpstream } from './create-upstream.ts';
import { deleteUpstream } from './delete-upstream.ts';
import { editUpstream } from './edit-upstream.ts';
import { listUpstreams } from './list-upstreams.ts';
import { readUpstream } from './read-upstream.ts';

export function upstreamRoutes(app: Scope): void {
  app.register(async function viewing(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['upstreams:view'] });
    listUpstreams(scope);
    readUpstream(scope);
  });
  app.register(async function creating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['upstreams:create'] });
    createUpstream(scope);
  });
  app.register(async function updating(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['upstreams:update'] });
    editUpstream(scope);
  });
  app.register(async function deleting(scope: Scope) {
    guard(scope, { tenant: 'workspace', anyOf: ['upstreams:delete'] });
    deleteUpstream(scope);
  });
}
