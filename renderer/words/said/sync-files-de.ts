/** Was die Station über Datensätze sagt, die sie in einen Ordner oder auf einen Stick schreibt. */
import type { syncFilesSentences } from '../../../main/api/said/sync-files-sentences.ts';

export const syncFilesGerman: Readonly<Record<keyof typeof syncFilesSentences, string>> = {
  filesFolderAway: 'der Ordner {{folder}} ist nicht da',
  filesFolderAwayRemedy: 'Den Stick einstecken oder den Netzordner verbinden. Die Station macht von selbst weiter.',
  filesStickAway: 'der Ordner {{folder}} ist da, aber nicht der Stick oder das Netzlaufwerk, das darauf eingehängt war',
  filesStickAwayRemedy: 'Den Stick einstecken. Soll es ohne ihn gehen, im Ziel einen anderen Ordner eintragen.',
  filesNoFolder: '{{folder}} ist kein Ordner',
  filesNoFolderRemedy: 'Den absoluten Pfad eines Ordners eintragen.',
  filesNotAllowed: 'die Station darf nicht in {{folder}} schreiben ({{why}})',
  filesNotAllowedRemedy:
    'Dem Benutzer der Station dort das Recht zum Schreiben geben oder den Schreibschutz ausschalten.',
  filesFull: 'in {{folder}} sind noch {{free}} MB frei, und {{keep}} MB müssen frei bleiben',
  filesFullRemedy: 'Die Dateien mitnehmen und beim Empfänger einlesen, oder einen anderen Stick einstecken.',
  filesNoRoom: 'in {{folder}} ist kein Platz mehr',
  filesBroke: 'das Schreiben in {{folder}} scheiterte ({{why}})',
  filesOtherStation: 'eine andere Station schreibt unter dem Namen {{name}} in {{folder}} (ihre Nummer ist {{id}})',
  filesOtherStationRemedy:
    'Zwei Stationen haben eine Konfiguration: dieser einen anderen Namen geben. Ist die andere nicht mehr im Einsatz, dort {{file}} löschen.',
  filesNoKey: 'der Schlüssel, mit dem diese Station signiert, ist nicht da ({{why}})',
  filesNoKeyRemedy:
    'Der Speicher legt ihn beim Start an. Bleibt es dabei, die Station neu starten und ins Protokoll sehen.',
  filesReady: '{{folder}} ist beschreibbar, {{free}} MB sind frei. Dateien werden mit dem Schlüssel {{key}} signiert.',
};
