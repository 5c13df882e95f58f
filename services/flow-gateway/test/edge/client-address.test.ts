import { parseAddressList } from '@keyward/auth';
import t from 'tap';

import { clientAddress } from '../../src/edge/client-address.ts';

const trusted = parseAddressList(['10.0.0.0/8', '2001:db8:1::/48']);
const proxy = { address: '10.0.0.1', trusted: true };

t.test('the address of the client', async (t) => {
  const behind = (forwardedFor: string | undefined) => clientAddress(proxy, forwardedFor, trusted);
  const stranger = { address: '198.51.100.1', trusted: false };
  t.equal(clientAddress(stranger, '203.0.113.7', trusted), '198.51.100.1', 'is the peer’s, whatever it claims');
  t.equal(behind(undefined), '10.0.0.1');
  t.equal(behind(''), '10.0.0.1');
  t.equal(behind('203.0.113.7'), '203.0.113.7');
  t.equal(behind('6.6.6.6, 203.0.113.7, 10.1.1.1'), '203.0.113.7', 'behind proxies, the last that is none of them');
  t.equal(behind('10.2.2.2, 10.1.1.1'), '10.2.2.2', 'or the first of them');
  t.equal(behind('203.0.113.7:4711'), '203.0.113.7');
  t.equal(behind('2001:db8:2::7'), '2001:db8:2::7');
  t.equal(behind('[2001:db8:2::7]:443, [2001:db8:1::1]'), '2001:db8:2::7');
  t.equal(behind('::ffff:203.0.113.7'), '203.0.113.7', 'in its v4 form');
  t.equal(behind('203.0.113.7, unknown'), '10.0.0.1', 'what stands behind garbage does not count');
  t.equal(behind('203.0.113.7, unknown, 10.1.1.1'), '10.1.1.1');
  t.equal(behind('203.0.113.007'), '10.0.0.1');
  t.equal(behind('6.6.6.6,,10.1.1.1'), '10.1.1.1');
});
