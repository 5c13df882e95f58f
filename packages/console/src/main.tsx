import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'virtual:theme-variables.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readSession } from './session/session.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('The page has no root element.');
// Asked for before anything is rendered: nothing can be shown without the answer.
const session = readSession();
createRoot(container).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
