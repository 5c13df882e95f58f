import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'virtual:theme-variables.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { inTime, readFirstPage } from './first-page/first-page.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('The page has no root element.');
const session = readFirstPage();
// What went wrong is told by the page.
const known = await inTime(session.catch(() => undefined));
createRoot(container).render(
  <StrictMode>
    <App session={session} known={known} />
  </StrictMode>,
);
