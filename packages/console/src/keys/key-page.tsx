import { BackLink } from '../layout/back-link.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { KeyDetails } from './key-details.tsx';
import type { KeySurface } from './key-surface.ts';

interface KeyPageProps {
  readonly surface: KeySurface;
  readonly keyId: string;
  /** The list that the key stands in. */
  readonly list: { readonly address: string; readonly label: string };
}

/** One key, at an address that can be shared. */
export function KeyPage({ surface, keyId, list }: KeyPageProps) {
  return (
    <>
      <BackLink to={list.address}>{list.label}</BackLink>
      <GuardedPage permission={surface.needs.view} place={surface.place}>
        <KeyDetails surface={surface} keyId={keyId} />
      </GuardedPage>
    </>
  );
}
