import type { Cluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';

/** Puts so many keys into the first workspace, as an import does. Its id. */
export async function importKeys(cluster: Cluster, count: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, index) => ({
    name: `Application ${String(index).padStart(5, '0')}`,
    permissions: index % 3 === 0 ? ['flows:execute', 'logs:view'] : ['flows:execute'],
    tags: index % 2 === 0 ? ['web', `team-${index % 20}`] : [],
    ...(index % 4 === 0 && { expiresIn: 'one-month' }),
  }));
  const answer = await cluster.api(0, 'POST', '/api-keys/import?mode=add-new', { body: rows });
  if (answer.status >= 300) throw new Error(`nothing was imported: ${JSON.stringify(answer.body).slice(0, 500)}`);
  const { body } = await cluster.api(0, 'GET', `/v1/organizations/${cluster.organizationId}/workspaces`);
  const [first] = body.items as { id: string }[];
  if (first === undefined) throw new Error('there is no workspace');
  return first.id;
}
