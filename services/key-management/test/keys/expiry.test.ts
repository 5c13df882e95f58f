import fc from 'fast-check';
import t from 'tap';
import { DURATION_PATTERN, moveBy } from '../../src/keys/duration.ts';
import { decideExpiry } from '../../src/keys/expiry.ts';

const at = (text: string) => new Date(text);

t.test('presets are calendar months of UTC, the end of a month clamped', async (t) => {
  const table: [string, string, string][] = [
    ['two-weeks', '2026-02-20T10:00:00.123Z', '2026-03-06T10:00:00.123Z'],
    ['one-month', '2026-01-31T23:59:59Z', '2026-02-28T23:59:59Z'],
    ['one-month', '2028-01-31T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['three-months', '2026-11-30T08:00:00Z', '2027-02-28T08:00:00Z'],
    ['six-months', '2026-08-31T08:00:00Z', '2027-02-28T08:00:00Z'],
    ['one-year', '2028-02-29T12:00:00Z', '2029-02-28T12:00:00Z'],
  ];
  for (const [expiresIn, now, end] of table) {
    t.same(decideExpiry({ expiresIn }, at(now)), { ok: true, expiresAt: at(end) }, `${expiresIn} from ${now}`);
  }
  t.same(decideExpiry({ expiresIn: 'never' }, new Date()), { ok: true, expiresAt: null });
});

t.test('durations are ISO 8601', async (t) => {
  const now = at('2026-03-29T00:30:00Z');
  t.same(decideExpiry({ expiresIn: 'P45D' }, now), { ok: true, expiresAt: at('2026-05-13T00:30:00Z') });
  t.same(decideExpiry({ expiresIn: 'PT36H' }, now), { ok: true, expiresAt: at('2026-03-30T12:30:00Z') });
  t.same(decideExpiry({ expiresIn: 'P1Y2M3W4DT5H6M7S' }, now), { ok: true, expiresAt: at('2027-06-23T05:36:07Z') });
  const pattern = new RegExp(`^${DURATION_PATTERN}$`);
  for (const text of ['P', 'PT', 'P1', '1D', 'P-1D', '-P1D', 'P1.5D', 'P1DT', 'P1H', 'p1d', 'P1D ', 'PT1000000000S']) {
    t.notMatch(text, pattern, `${text} is none`);
  }
});

t.test('neither member, or null: the key does not end', async (t) => {
  t.same(decideExpiry({}, new Date()), { ok: true, expiresAt: null });
  t.same(decideExpiry({ expiresAt: null }, new Date()), { ok: true, expiresAt: null });
});

t.test('an expiry that makes no sense is refused by its pointer', async (t) => {
  const now = at('2026-01-01T00:00:00Z');
  const table: [Parameters<typeof decideExpiry>[0], string, RegExp][] = [
    [{ expiresAt: '2026-01-01T00:00:00Z' }, '/expiresAt', /future/],
    [{ expiresAt: '2025-12-31T23:59:59.999Z' }, '/expiresAt', /future/],
    [{ expiresAt: '2126-01-01T00:00:01Z' }, '/expiresAt', /100 years/],
    [{ expiresAt: '2026-12-31T23:59:60Z' }, '/expiresAt', /leap second/],
    [{ expiresIn: 'PT0S' }, '/expiresIn', /future/],
    [{ expiresIn: 'P101Y' }, '/expiresIn', /100 years/],
    [{ expiresIn: 'P999999999Y' }, '/expiresIn', /100 years/],
    [{ expiresAt: null, expiresIn: 'P1D' }, '/expiresIn', /together/],
  ];
  for (const [wanted, pointer, detail] of table) {
    const decision = decideExpiry(wanted, now);
    t.match(decision, { ok: false, error: { pointer, detail } }, JSON.stringify(wanted));
  }
  t.match(decideExpiry({ expiresAt: '2126-01-01T00:00:00Z' }, now), { ok: true }, '100 years are allowed');
});

t.test('moving by well-formed durations never throws, and keeps the order of time', async (t) => {
  const part = fc.integer({ min: 0, max: 999_999_999 });
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), part, part, part, (start, years, days, seconds) => {
      const end = moveBy(start, `P${years}Y${days}DT${seconds}S`);
      return end === undefined || end >= start;
    }),
  );
  t.pass();
});
