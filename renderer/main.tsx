import './no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './theme/styles.ts';
import { startWords } from './words/words.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
