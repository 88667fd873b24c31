/** Was die Station der Qualitätsingenieurin sagt. */
import type { deskSentences } from '../../../main/api/said/desk-sentences.ts';

export const deskGerman: Readonly<Record<keyof typeof deskSentences, string>> = {
  limitsChanged:
    'Jemand anders hat die Grenzen dieses Rezepts inzwischen geändert. Bitte ansehen und noch einmal versuchen.',
  limitsUnknown: 'Diese Fassung der Grenzen gibt es nicht.',
  limitsNotWaiting: 'Diese Fassung wartet nicht mehr auf eine Freigabe.',
  limitsSamePerson: 'Wer diese Grenzen gespeichert hat, kann sie nicht freigeben; das muss jemand anders tun.',
  limitsWrongClass: 'Das Modellpaket dieses Rezepts kennt keine Klasse {{name}}. Es kennt {{known}}.',
  limitsCrossed: 'Bei {{name}} muss die untere Grenze unter der oberen liegen.',
  limitsBelowFloor:
    'Bei {{name}} werden Werte unter {{floor}} nie gesehen, die untere Grenze kann also nicht tiefer liegen.',
  limitsOtherRecipe: 'Grenzen können für das laufende Rezept geändert werden: {{name}}.',
  whatIfUnknownJob: 'Dieser Versuch ist vorbei, oder die Station wurde neu gestartet. Bitte neu beginnen.',
  whatIfBundleFilter:
    'Ein anderes Modellpaket kann für Zeitraum, Schichten, Modellpakete und Urteile versucht werden, nicht für andere Bedingungen.',
  whatIfFailed: 'Der Versuch konnte nicht weitergehen: {{why}}',
};
