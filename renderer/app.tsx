/** The station's screen: shell around the place that is open. */
import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { DeviceSources } from './devices/device-sources.tsx';
import { LiveContext, useLive } from './live/live-context.ts';
import { feedLiveStore } from './live/live-feed.ts';
import { createLiveStore, createViewStore } from './live/live-store.ts';
import { viewActions } from './live/view-actions.ts';
import { useReviewDesk } from './review/desk/review-desk.ts';
import { NoRights } from './session/no-rights.tsx';
import { SessionFeed } from './session/session-feed.tsx';
import { NobodyHere, SignInHost } from './session/sign-in-host.tsx';
import { useWho } from './session/who-store.ts';
import { Header } from './shell/header.tsx';
import { useWhere } from './shell/place.ts';
import { mayGo, type Place, places } from './shell/places.tsx';
import { Rail } from './shell/rail.tsx';
import { AppraisalScreen } from './study/appraisal/appraisal-screen.tsx';
import { colorSchemes, styleNonce, theme } from './theme/theme.ts';
import { StationTimeZone } from './words/use-words.ts';
import { speakTo } from './words/words.ts';

const live = createLiveStore();
const view = createViewStore();
// Once a page, not an effect of a component: in Electron a page has one connection, and giving it up ends the page.
feedLiveStore(live);

export function App() {
  const context = useMemo(() => ({ live, view, actions: viewActions(live, view) }), []);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="dark"
      getStyleNonce={styleNonce}
    >
      <LiveContext value={context}>
        <Station />
      </LiveContext>
    </MantineProvider>
  );
}

function Station() {
  const timeZone = useLive((state) => state.hello?.timeZone);
  const language = useLive((state) => state.hello?.language);
  const ownLanguage = useWho()?.language ?? null;
  useReviewDesk();
  useEffect(() => {
    if (language) speakTo(ownLanguage, language);
  }, [language, ownLanguage]);
  const where = useWhere();
  const here = useWho();
  const role = here?.role ?? null;
  const current = places.find(({ id }) => id === where.place) ?? places[0];
  if (!current) throw new Error('a station has at least one place');
  // Reached from the header by those for whom a study waits; it has no place in the rail.
  const isStudy = where.place === 'study';
  return (
    <StationTimeZone value={timeZone}>
      <SessionFeed />
      <DeviceSources />
      {here?.role === null ? (
        <NobodyHere />
      ) : (
        <div className="station">
          <SignInHost />
          <Rail places={places.filter((place) => mayGo(place, role))} current={isStudy ? null : current.id} />
          <Header />
          {isStudy ? <AppraisalScreen /> : <Here place={current} />}
        </div>
      )}
    </StationTimeZone>
  );
}

/** What this person may see of the place; the address may be anybody's. */
function Here({ place }: { readonly place: Place }) {
  const here = useWho();
  if (mayGo(place, here?.role ?? null)) return <place.Screen />;
  return (
    <main className="closed-place">
      {here && place.roles !== 'everybody' ? <NoRights roles={place.roles} /> : null}
    </main>
  );
}
