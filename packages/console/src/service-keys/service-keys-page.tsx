import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { KeysPage } from '../keys/keys-page.tsx';
import { strings } from '../strings/index.ts';
import { OperatorsOnly } from './operators-only.tsx';
import { serviceKeySurface } from './service-key-surface.tsx';

const PATH = '/service-keys';
const route = getRouteApi(PATH);

/** The keys of the installation's gateways. */
export function ServiceKeysPage() {
  const navigate = useNavigate({ from: PATH });
  const filter = route.useSearch();
  return (
    <OperatorsOnly>
      <KeysPage
        surface={serviceKeySurface}
        text={strings.serviceKeys}
        filter={filter}
        onFilter={(search) => void navigate({ search, replace: true })}
      />
    </OperatorsOnly>
  );
}
