import { Fieldset, NumberInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { strings } from '../../strings/index.ts';
import { LIMIT_NAMES, type LimitName, TOKEN_LIMIT_NAMES } from './key-draft.ts';
import classes from './limits-field.module.css';

const text = strings.keys.form;
type Limits = Readonly<Partial<Record<LimitName, number>>>;

interface LimitsFieldProps {
  readonly value: Limits;
  readonly onChange: (limits: Limits) => void;
  readonly error: unknown;
  /** Whether language model tokens can be limited as well. */
  readonly tokens: boolean;
}

export function LimitsField({ value, onChange, error, tokens }: LimitsFieldProps) {
  const set = (name: LimitName, entered: string | number) => {
    const { [name]: _, ...others } = value;
    onChange(typeof entered === 'number' ? { ...others, [name]: entered } : others);
  };
  const names: readonly LimitName[] = tokens ? [...LIMIT_NAMES, ...TOKEN_LIMIT_NAMES] : LIMIT_NAMES;
  return (
    <Fieldset legend={text.limits} variant="default">
      <p className={classes.hint}>{text.limitsHint}</p>
      <div className={classes.grid}>
        {names.map((name) => (
          <NumberInput
            key={name}
            label={text.limitNames[name]}
            value={value[name] ?? ''}
            onChange={(entered) => set(name, entered)}
            min={1}
            max={1_000_000_000}
            allowDecimal={false}
            thousandSeparator=" "
            hideControls
            error={errorAt(error, `/limits/${name}`)}
          />
        ))}
      </div>
    </Fieldset>
  );
}
