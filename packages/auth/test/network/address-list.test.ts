import { parseAddressList } from '@keyward/auth';
import fc from 'fast-check';
import t from 'tap';

t.test('an address list contains', async (t) => {
  const cases: [string[], string[], string[]][] = [
    [['10.0.0.0/8'], ['10.0.0.0', '10.255.255.255', '::ffff:10.1.2.3'], ['9.255.255.255', '11.0.0.0', '::10.1.2.3']],
    [['192.0.2.7'], ['192.0.2.7', '::ffff:c000:207'], ['192.0.2.6', '192.0.2.8']],
    [['0.0.0.0/0'], ['1.2.3.4', '::ffff:1.2.3.4'], ['2001:db8::1', '::1']],
    [['::/0'], ['2001:db8::1', '::1', 'fe80::1%eth0'], ['1.2.3.4', '::ffff:1.2.3.4']],
    [['2001:db8::/33'], ['2001:db8:7fff::1'], ['2001:db8:8000::1', '2001:db9::1']],
    [['2001:DB8::1'], ['2001:db8:0:0::1'], ['2001:db8::2']],
    [['fe80::/10'], ['fe80::1%eth0', 'febf::1'], ['fec0::1']],
    [['::ffff:10.0.0.0/104'], ['10.9.9.9', '::ffff:10.9.9.9'], ['11.0.0.0', 'a00::']],
    [['::ffff:1.2.3.4'], ['1.2.3.4'], ['1.2.3.5']],
    [['10.0.0.0/31', '10.0.0.8/29', '2001:db8::/127'], ['10.0.0.1', '10.0.0.15', '2001:db8::1'], ['10.0.0.2']],
    [[], [], ['1.2.3.4', '::1']],
  ];
  for (const [entries, inside, outside] of cases) {
    const list = parseAddressList(entries);
    t.strictSame(list.entries, entries);
    for (const address of inside) t.equal(list.contains(address), true, `${address} in ${entries.join()}`);
    for (const address of outside) t.equal(list.contains(address), false, `${address} not in ${entries.join()}`);
  }
});

t.test('text that is no address, or spelt in more than one way, is in no list', async (t) => {
  const everything = parseAddressList(['0.0.0.0/0', '::/0']);
  for (const text of [
    '',
    'localhost',
    '10.1',
    '010.0.0.1',
    '0x0a000001',
    '167772161',
    '1.2.3.4.5',
    '1.2.3.4:80',
    '[::1]',
  ]) {
    t.equal(everything.contains(text), false, text);
  }
});

t.test('a v4 network is exactly the addresses that share its first bits', async () => {
  const number = fc.nat({ max: 0xffffffff });
  const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
  fc.assert(
    fc.property(number, number, fc.nat({ max: 32 }), (base, other, bits) => {
      const keep = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
      const list = parseAddressList([`${dotted((base & keep) >>> 0)}/${bits}`]);
      const near = ((base & keep) | (other & ~keep)) >>> 0;
      return (
        list.contains(dotted(near)) && list.contains(dotted(other)) === ((other & keep) >>> 0 === (base & keep) >>> 0)
      );
    }),
  );
});

t.test('a bad entry is named, with what is wrong', async (t) => {
  const cases: [string, RegExp][] = [
    ['', /"" is not an IP address/],
    ['localhost', /"localhost" is not/],
    ['10.0.0.1/8', /"10\.0\.0\.1\/8" has bits set behind its mask; the block is 10\.0\.0\.0\/8/],
    ['2001:db8::1/64', /behind its mask/],
    ['::ffff:10.0.0.1/104', /behind its mask/],
    ['10.0.0.0/33', /0 to 32/],
    ['10.0.0.0/', /0 to 32/],
    ['10.0.0.0/08', /0 to 32/],
    ['10.0.0.0/-1', /0 to 32/],
    ['10.0.0.0/255.0.0.0', /0 to 32/],
    ['::/129', /0 to 128/],
    ['::ffff:0:0/95', /96 to 128/],
    ['10/8', /is not an IP address/],
    ['010.0.0.0/8', /is not an IP address/],
    ['10.0.0.0/8/8', /0 to 32/],
    [' 10.0.0.0/8', /is not an IP address/],
    ['fe80::1%eth0', /is not an IP address/],
  ];
  for (const [entry, message] of cases) {
    t.throws(() => parseAddressList(['192.0.2.0/24', entry]), { name: 'RangeError', message }, entry);
  }
});
