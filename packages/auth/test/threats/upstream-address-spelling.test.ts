// The attack: an upstream that is, or is spelt as, or resolves to an address inside: loopback services, private
// networks, a cloud's metadata service with its credentials. What is judged is the address that would be dialled.

import { createUpstreamAddressPolicy } from '@keyward/auth';
import t from 'tap';

const strict = createUpstreamAddressPolicy([]);

t.test('public addresses may be dialled', async (t) => {
  const addresses = [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '223.255.255.255',
  ];
  const v6 = [
    '2606:4700:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    '::8.8.8.8',
  ];
  for (const address of [...addresses, ...v6]) t.ok(strict.permits(address, 'example.com'), address);
});

t.test('private, loopback and reserved addresses may not, unless they are allowed', async (t) => {
  const addresses = [
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    '2001:db8::1',
    '100::1',
    '64:ff9b:1::a00:1',
    '2001:0:808:808::1',
    '4000::1',
    '1::1',
    '2001:2::1',
    '5f00::1',
  ];
  const permissive = createUpstreamAddressPolicy(['0.0.0.0/0', '::/0']);
  for (const address of addresses) {
    t.notOk(strict.permits(address, 'example.com'), address);
    t.ok(permissive.permits(address, 'example.com'), `${address} when allowed`);
  }
});

t.test('a v4 address inside a v6 address counts as itself', async (t) => {
  const spellings = (high: string, low: string) => [
    `::ffff:${high}:${low}`,
    `::${high}:${low}`,
    `::ffff:0:${high}:${low}`,
    `64:ff9b::${high}:${low}`,
    `2002:${high}:${low}::1`,
  ];
  for (const address of spellings('7f00', '1')) {
    t.notOk(strict.permits(address, 'example.com'), `loopback as ${address}`);
    t.ok(createUpstreamAddressPolicy(['127.0.0.0/8']).permits(address, 'example.com'), `${address} when allowed`);
    t.notOk(createUpstreamAddressPolicy(['10.0.0.0/8']).permits(address, 'example.com'), `${address} beside it`);
  }
  const everything = createUpstreamAddressPolicy(['0.0.0.0/0', '::/0']);
  for (const address of spellings('a9fe', 'a9fe')) t.notOk(everything.permits(address, 'x'), `metadata as ${address}`);
  t.notOk(strict.permits('::ffff:127.0.0.1', 'example.com'));
});

t.test('link-local, metadata, multicast, broadcast and unspecified addresses never may', async (t) => {
  const everything = createUpstreamAddressPolicy(['0.0.0.0/0', '::/0', 'metadata.internal']);
  const addresses = [
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
    '239.1.1.1',
    '255.255.255.255',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '::ffff:169.254.169.254',
    '::ffff:0.0.0.0',
  ];
  for (const address of addresses) t.notOk(everything.permits(address, 'metadata.internal'), address);
  for (const text of ['', 'localhost', '127.1', '0x7f.1', '2130706433']) t.notOk(everything.permits(text, 'x'), text);
});

t.test('a hostname that is allowed by name may resolve to a private address, no other name may', async (t) => {
  const policy = createUpstreamAddressPolicy(['Flowise.internal', 'other_host', '192.168.7.0/24']);
  t.ok(policy.permits('10.0.0.5', 'flowise.internal'));
  t.ok(policy.permits('10.0.0.5', 'FLOWISE.internal.'));
  t.ok(policy.permits('fd12::1', 'other_host'));
  t.ok(policy.permits('192.168.7.1', 'anything.example'));
  t.notOk(policy.permits('10.0.0.5', 'evil.flowise.internal'));
  t.notOk(policy.permits('10.0.0.5', 'flowise.internal.evil.example'));
  t.notOk(policy.permits('169.254.169.254', 'flowise.internal'), 'rebound to the metadata service');
});

t.test('a bad entry of UPSTREAM_ALLOW is named', async (t) => {
  for (const entry of [
    '',
    '10.0.0.1/8',
    'http://x',
    'a b',
    '*.internal',
    '[::1]',
    '10.0.0',
    '0x7f.1',
    '300.1.1.1',
    '-a',
    'x:80',
  ]) {
    t.throws(
      () => createUpstreamAddressPolicy(['10.0.0.0/8', entry]),
      { name: 'RangeError', message: JSON.stringify(entry) },
      entry,
    );
  }
});
