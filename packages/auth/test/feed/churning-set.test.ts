import fc from 'fast-check';
import t from 'tap';
import { createChurningSet, type Placed } from '../../src/feed/churning-set.ts';

interface Member extends Placed {
  readonly name: number;
}

t.test('in any order of changes it holds what a Set would', async (t) => {
  const changes = fc.array(fc.tuple(fc.constantFrom('add', 'delete'), fc.nat(9)), { maxLength: 60 });
  fc.assert(
    fc.property(changes, (steps) => {
      const members: Member[] = Array.from({ length: 10 }, (_, name) => ({ name, place: -1 }));
      const churning = createChurningSet<Member>();
      const plain = new Set<Member>();
      for (const [step, at] of steps) {
        const member = members[at];
        if (member === undefined) continue;
        if (step === 'add') {
          churning.add(member);
          plain.add(member);
        } else if (churning.delete(member) !== plain.delete(member)) return false;
        const same = members.every((one) => churning.has(one) === plain.has(one));
        if (!same || churning.size !== plain.size || [...churning].length !== plain.size) return false;
      }
      return [...churning].every((member) => plain.has(member));
    }),
  );
  t.pass();
});

t.test('who leaves while it is gone through is still met, who comes is not', async (t) => {
  const first: Member = { name: 1, place: -1 };
  const second: Member = { name: 2, place: -1 };
  const third: Member = { name: 3, place: -1 };
  const churning = createChurningSet<Member>();
  churning.add(first);
  churning.add(second);
  const met: number[] = [];
  for (const member of churning) {
    met.push(member.name);
    churning.delete(second);
    churning.add(third);
  }
  t.strictSame(met, [1, 2]);
  t.strictSame(
    [...churning].map(({ name }) => name),
    [1, 3],
  );
});
