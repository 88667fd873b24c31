/** The tab of studies: all of them, or the one that was opened. */
import { useState } from 'react';
import { StudyList } from './study-list.tsx';
import { StudyPage } from './study-page.tsx';

export function StudiesScreen() {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="desk study-desk">
      {open === null ? <StudyList onOpen={setOpen} /> : <StudyPage id={open} onBack={() => setOpen(null)} />}
    </section>
  );
}
