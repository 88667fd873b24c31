/** Language and appearance of this screen, and what it is connected to. */
import { Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useLive } from '../live/live-context.ts';
import { Key } from '../ui/key-button.tsx';
import { useWords } from '../words/use-words.ts';
import { chooseLanguage, languages, toLanguage } from '../words/words.ts';

export function SettingsMenu() {
  const { t, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const hello = useLive((state) => state.hello);
  const scheme = colorScheme === 'light' ? 'light' : 'dark';
  useHotkeys([
    ['M', () => setOpen((before) => !before)],
    ['L', () => chooseLanguage(languages[(languages.indexOf(language) + 1) % languages.length] ?? 'en')],
    ['D', () => setColorScheme(scheme === 'dark' ? 'light' : 'dark')],
  ]);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={360} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className="key-button menu-button"
          aria-label={t('header.settings')}
          aria-keyshortcuts="M"
          onClick={() => setOpen((before) => !before)}
        >
          <svg viewBox="0 0 24 24" className="menu-icon" aria-hidden="true">
            <path d="M4 7h9m5 0h2M4 17h2m5 0h9" />
            <circle cx="15.5" cy="7" r="2.4" />
            <circle cx="8.5" cy="17" r="2.4" />
          </svg>
          <Key name="M" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="settings">
        <Choice label={t('header.language')} keyName="L">
          <SegmentedControl
            fullWidth
            orientation="vertical"
            size="lg"
            aria-label={t('header.language')}
            value={language}
            onChange={(value) => chooseLanguage(toLanguage(value))}
            data={[
              { value: 'en', label: t('header.english') },
              { value: 'de', label: t('header.german') },
              { value: 'zh', label: t('header.chinese') },
              { value: 'es', label: t('header.spanish') },
            ]}
          />
        </Choice>
        <Choice label={t('header.appearance')} keyName="D">
          <SegmentedControl
            fullWidth
            size="lg"
            aria-label={t('header.appearance')}
            value={scheme}
            onChange={(value) => setColorScheme(value === 'light' ? 'light' : 'dark')}
            data={[
              { value: 'dark', label: t('header.dark') },
              { value: 'light', label: t('header.light') },
            ]}
          />
        </Choice>
        {hello ? (
          <p className="settings-station">
            <span>
              {t('header.station')} {hello.station}
            </span>
            <span className="muted">{t('header.version', { version: hello.version })}</span>
          </p>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice({
  label,
  keyName,
  children,
}: {
  readonly label: string;
  readonly keyName: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="settings-choice">
      <p>
        {label} <Key name={keyName} />
      </p>
      {children}
    </div>
  );
}
