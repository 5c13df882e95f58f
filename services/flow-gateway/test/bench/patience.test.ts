import t from 'tap';

import { createPatience } from '../../bench/patience.ts';

t.test(
  'what the host disturbs is measured again, three times at most, and the least disturbed one counts',
  async (t) => {
    const said: string[] = [];
    const takenMs = [0, 1e9, 1e9, 0, 1e9, 1_000, 1e9];
    let stolenMs = 0;
    let measured = 0;
    const patience = createPatience((line) => said.push(line), { stolenMs: () => stolenMs, restMs: 0 });
    const work = async () => {
      stolenMs += takenMs[measured] ?? Number.NaN;
      return ++measured;
    };
    t.equal(await patience.measure(work), 1, 'once where nothing is taken');
    t.equal(await patience.measure(work), 4, 'until nothing is taken');
    t.equal(patience.disturbed, 0);
    t.equal(await patience.measure(work), 6, 'the least disturbed');
    t.equal(patience.disturbed, 1);
    t.equal(said.length, 4);
    t.match(said[0], /^the host took \d+ % of a processor/);
    t.equal(await patience.measure(work), 8, 'once where nobody can tell');
  },
);
