/** Lo que la estación dice de los registros que escribe en una carpeta o en una memoria USB. */
import type { syncFilesSentences } from '../../../main/api/said/sync-files-sentences.ts';

export const syncFilesSpanish: Readonly<Record<keyof typeof syncFilesSentences, string>> = {
  filesFolderAway: 'la carpeta {{folder}} no está',
  filesFolderAwayRemedy: 'Conecte la memoria o la carpeta de red. La estación sigue por sí sola.',
  filesStickAway: 'la carpeta {{folder}} está, pero no la memoria o la unidad de red que estaba montada en ella',
  filesStickAwayRemedy: 'Conecte la memoria. Si ha de funcionar sin ella, introduzca otra carpeta en el destino.',
  filesNoFolder: '{{folder}} no es una carpeta',
  filesNoFolderRemedy: 'Introduzca la ruta absoluta de una carpeta.',
  filesNotAllowed: 'la estación no puede escribir en {{folder}} ({{why}})',
  filesNotAllowedRemedy:
    'Dé al usuario de la estación el derecho de escribir allí, o quite la protección contra escritura.',
  filesFull: 'en {{folder}} quedan {{free}} MB, y deben quedar libres {{keep}} MB',
  filesFullRemedy: 'Llévese los archivos e impórtelos en el receptor, o conecte otra memoria.',
  filesNoRoom: 'en {{folder}} ya no hay sitio',
  filesBroke: 'no se pudo escribir en {{folder}} ({{why}})',
  filesOtherStation: 'otra estación escribe en {{folder}} con el nombre {{name}} (su número es {{id}})',
  filesOtherStationRemedy:
    'Dos estaciones tienen una misma configuración: dé otro nombre a esta. Si la otra ya no se usa, borre allí {{file}}.',
  filesNoKey: 'no está la clave con la que firma esta estación ({{why}})',
  filesNoKeyRemedy: 'El almacén la crea al arrancar. Si sigue así, reinicie la estación y mire el registro.',
  filesReady: 'Se puede escribir en {{folder}}; quedan {{free}} MB. Los archivos se firman con la clave {{key}}.',
};
