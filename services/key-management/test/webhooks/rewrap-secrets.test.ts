import t from 'tap';
import { parseMasterKeys } from '../../src/master-keys/ring.ts';
import { rewrapSecrets } from '../../src/webhooks/rewrap-secrets.ts';
import { openSecret } from '../../src/webhooks/webhook-secret.ts';
import { makeTenant, textOf } from '../fixtures/keys.ts';
import { MASTER_KEYS, startKeyManagement } from '../fixtures/start-key-management.ts';

const km = await startKeyManagement(t);

t.test('a secret goes on signing under a new master key, and once the old one is gone', async (t) => {
  const acme = await makeTenant(km, 'Rewrapped');
  const path = `/v1/organizations/${acme.organizationId}/webhooks`;
  const wanted = { url: 'https://hooks.example.com/', events: ['api-key.created'] };
  const created = await km.request({ method: 'POST', path, body: wanted });
  const [id, secret] = [textOf(created, 'id'), textOf(created, 'secret')];
  const sealed = async () =>
    String((await km.database.query('select secret from webhooks where id = $1', [id]))[0]?.secret);
  const owner = { organizationId: acme.organizationId, id };
  const newer = `newer:${Buffer.alloc(32, 8).toString('base64')}`;
  const [both, newOnly] = [parseMasterKeys(`${newer},${MASTER_KEYS}`), parseMasterKeys(newer)];
  t.equal(await openSecret(newOnly, owner, await sealed()), undefined);
  t.match(await rewrapSecrets(km.app.services.db, newOnly), { rewrapped: 0, unreadable: new Map([['test', Number]]) });
  t.ok((await rewrapSecrets(km.app.services.db, both)).rewrapped > 0);
  t.equal(await openSecret(newOnly, owner, await sealed()), secret);
  t.same(
    await rewrapSecrets(km.app.services.db, both),
    { rewrapped: 0, unreadable: new Map() },
    'again: nothing to do',
  );
  t.equal(
    await openSecret(newOnly, { ...owner, organizationId: km.organizationId }, await sealed()),
    undefined,
    'bound to its row',
  );
});
