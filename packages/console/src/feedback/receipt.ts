import type { Schemas } from '@keyward/client';
import { notifications } from '@mantine/notifications';
import { strings } from '../strings/index.ts';

type Enforcement = Schemas['Enforcement'];

/** What writes answer: the resource, with a receipt where the change took a right away. */
export interface Saved {
  readonly id: string;
  readonly enforcement?: Enforcement;
}

const text = strings.receipt;

/** Says that something was done, and where it took a right away: by how many gateways it is acted upon already. */
export function say(title: string, enforcement?: Enforcement): void {
  show(title, enforcement === undefined ? undefined : receipt(enforcement, text.acknowledged));
}

/** The same of a key that every gateway refuses now. */
export function sayRevoked(title: string, enforcement?: Enforcement): void {
  show(title, enforcement === undefined ? undefined : receipt(enforcement, text.refused));
}

function show(title: string, message: string | undefined): void {
  notifications.show({
    title,
    message,
    color: 'green',
    autoClose: 8000,
    closeButtonProps: { 'aria-label': strings.controls.close },
  });
}

/** An answer's receipt in words, such as «Refused by 2 of 2 gateways after 6 ms.» */
function receipt(
  { gateways, acknowledged, lapsed, waitedMs, staleForMs }: Enforcement,
  done: (done: number, all: number, ms: number) => string,
): string {
  return [
    gateways === 0 ? text.none : done(acknowledged, gateways, waitedMs),
    lapsed > 0 ? text.lapsed(lapsed) : '',
    staleForMs === undefined ? '' : text.stale(Math.ceil(staleForMs / 1000)),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
