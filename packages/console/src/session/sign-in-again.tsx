import { Button, Modal, Stack, Text } from '@mantine/core';
import { strings } from '../strings/index.ts';
import { KeyForm } from './key-form.tsx';
import { readSession, type Session, type SignInMethod } from './session.ts';

const text = strings.signIn;

interface SignInAgainProps {
  readonly method: SignInMethod;
  readonly onSignedIn: (session: Session) => void;
}

/** Over the page as it is, so that what was typed stays. The provider opens in a tab of its own. */
export function SignInAgain({ method, onSignedIn }: SignInAgainProps) {
  const look = async () => {
    const state = await readSession();
    if (state.signedIn) onSignedIn(state.session);
  };
  return (
    <Modal opened onClose={() => undefined} title={text.again} withCloseButton={false} zIndex={400} centered>
      <Stack>
        <Text>{text.againHint}</Text>
        {method === 'management-key' ? (
          <KeyForm onSignedIn={onSignedIn} />
        ) : (
          <>
            <Button component="a" href="/session/oidc/start?returnTo=/" target="_blank" rel="noopener">
              {text.withProviderInTab}
            </Button>
            <Button variant="default" onClick={() => void look()}>
              {text.continue}
            </Button>
          </>
        )}
      </Stack>
    </Modal>
  );
}
