import { strings } from '../strings/index.ts';
import classes from './labels.module.css';

interface LabelsProps {
  readonly labels: readonly string[];
  /** How many are shown, where there is little room; the others are counted. */
  readonly most?: number;
}

/** Permissions or tags, side by side. Without the library's badges: long lists have several a row. */
export function Labels({ labels, most = labels.length }: LabelsProps) {
  const others = labels.slice(most);
  return (
    <div className={classes.labels}>
      {labels.slice(0, most).map((label) => (
        <span key={label} className={classes.label}>
          {label}
        </span>
      ))}
      {others.length > 0 && (
        <span className={classes.more} title={others.join(', ')}>
          {strings.controls.more(others.length)}
        </span>
      )}
    </div>
  );
}
