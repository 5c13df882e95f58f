import { useParams } from '@tanstack/react-router';
import { KeyPage } from '../keys/key-page.tsx';
import { strings } from '../strings/index.ts';
import { OperatorsOnly } from './operators-only.tsx';
import { serviceKeySurface } from './service-key-surface.tsx';

const LIST = { address: '/service-keys', label: strings.serviceKeys.back };

/** One service key. */
export function ServiceKeyPage() {
  const { keyId } = useParams({ from: '/service-keys/$keyId' });
  return (
    <OperatorsOnly>
      <KeyPage surface={serviceKeySurface} keyId={keyId} list={LIST} />
    </OperatorsOnly>
  );
}
