/** Was die Station über Teile sagt, die die Qualität sucht und noch einmal beurteilt. */
import type { searchSentences } from '../../../main/api/said/search-sentences.ts';

export const searchGerman: Readonly<Record<keyof typeof searchSentences, string>> = {
  partNotThere: 'Dieses Teil gibt es nicht, oder es wurde gelöscht.',
  partNotThereRemedy: 'Bitte neu suchen; die Liste kann älter sein als das Teil.',
  partStillWaits: 'Dieses Teil wartet noch auf die erste Entscheidung.',
  partStillWaitsRemedy: 'Bitte in der Prüfung entscheiden.',
  partNotDecided: 'Über dieses Teil hat noch niemand entschieden, eine zweite Meinung gibt es also nicht.',
  partDecidedByYou: 'Sie haben über dieses Teil schon entschieden; das muss jetzt jemand anders tun.',
  partArbitrated: 'Über dieses Teil wurde im Streitfall entschieden; dabei bleibt es.',
  partNotDisputed: 'Über dieses Teil sind sich alle einig, es gibt nichts zu schlichten.',
  partNotPassed: 'Nachgeprüft werden nur bestandene Teile; dieses ist {{verdict}}.',
  partAudited: 'Dieses Teil wurde schon nachgeprüft.',
  partNoSuchClass: 'Die Klasse {{name}} gibt es bei diesem Teil nicht; wählbar sind: {{classes}}.',
  partOtherDecision: 'Mit dieser Kennung gab es schon eine Entscheidung, und sie war eine andere.',
  frameNotThere: 'Von Aufnahme {{frame}} wurde kein Bild behalten, darauf kann nichts gezeichnet werden.',
  shapeOutside: 'Form {{number}} ragt aus dem Bild ({{width}} × {{height}} Pixel); bitte innerhalb zeichnen.',
  shapeFlat: 'Form {{number}} hat keine Fläche; bitte größer zeichnen oder löschen.',
  searchCursorWrong: 'Diese Seite gehört nicht zu dieser Suche.',
  searchCursorWrongRemedy: 'Bitte von der ersten Seite an neu suchen.',
  exportTooLong: 'Zu diesem Filter passen mehr als {{most}} Teile, zu viele für eine Datei.',
  exportTooSlow: 'Zu diesem Filter passen wenige Teile, und alle zu finden dauert für eine Datei zu lange.',
  exportRemedy: 'Bitte einen kürzeren Zeitraum oder mehr Bedingungen wählen.',
  exportNotWritten: 'Die Datei konnte nicht geschrieben werden: {{why}}',
  exportNotWrittenRemedy: 'Bitte den Datenträger der Station ansehen: Ist noch Platz?',
  signInByName: 'Das kann nur jemand tun, den die Station mit Namen kennt.',
};
