/** Lo que la estación dice de su disco, su almacén y su base de datos. */
import type { storeSentences } from '../../../main/api/said/store-sentences.ts';

export const storeSpanish: Readonly<Record<keyof typeof storeSentences, string>> = {
  diskPicturesStopped: 'El disco está casi lleno: no se guardan más imágenes. Haga sitio.',
  diskOnReserve:
    'El disco está lleno: los registros viven en el espacio reservado, no se guardan imágenes. Haga sitio ahora.',
  diskFull: 'El disco y el espacio reservado están llenos: los registros esperan en memoria. Haga sitio ahora.',
  diskRecovered: 'Vuelve a haber sitio en el disco.',
  diskFree: '({{megabytes}} MB libres)',
  diskNoAnswer: 'El disco de la carpeta de datos no responde: {{why}}',
  reserveNotWritten: 'No se puede escribir la reserva para un disco lleno: {{why}}',
  reserveNotSeen: 'No se puede mirar el espacio reservado: {{why}}',
  reserveNotGiven: 'No se puede liberar el espacio reservado: {{why}}',

  recordsNotWritten: 'Los registros no se pueden escribir y esperan: {{why}}',
  recordsLate: 'Los registros esperan demasiado: la línea lee no-OK.',
  recordRefused: 'Un registro no se pudo guardar: {{why}}',
  storeRestarted: 'El proceso del almacén se reinició mientras la estación seguía.',
  stoppedUncleanly: 'La estación se detuvo sin un final. Las piezas entre {{from}} y {{to}} no tienen registro.',

  databaseDamaged: 'La base de datos está dañada ({{why}}); lo legible se lleva a una nueva.',
  databaseBeingMended: 'La base de datos está dañada; lo legible se lleva a una nueva.',
  databaseReplaced: 'Una base de datos dañada se sustituyó por lo que se pudo leer de ella.',
  databaseNotReplaced: 'la base de datos dañada no se puede sustituir: {{why}}',
  databaseNotReplacedRemedy:
    'Haga sitio en el disco y arranque la estación de nuevo; lo que no está en el disco espera.',
  mendedParts: 'La base de datos estaba dañada. {{parts}} piezas se llevaron a una nueva.',
  mendedLost: '{{parts}} piezas se perdieron.',
  mendedUnreadable: 'Hasta {{rows}} filas no se pudieron leer.',
  mendedRestored: '{{rows}} de ellas se recuperaron de un índice.',
  mendedPlaceholders:
    'Marcadores («perdido con el daño») ocupan el lugar de lo que las piezas nombran y ya nadie conoce: {{which}}.',
  mendedStray: 'Se dejaron fuera {{rows}} valores, fotogramas, zonas e imágenes de piezas perdidas.',
  mendedReasons: 'Se perdieron los motivos de {{parts}} piezas y fotogramas.',
  mendedTables: 'No se pudo leer nada de: {{tables}}.',
  mendedOpen: '{{rows}} filas no apuntan a nada; es un error de Sightline.',
  mendedOldFile: 'El archivo antiguo es {{file}}.',
  databaseNewer: 'la base de datos tiene la versión {{version}} y este Sightline conoce hasta la {{known}}',
  databaseNewerRemedy:
    'Arranque el Sightline más nuevo que escribió {{path}}, o dé a este otra carpeta de datos (--data).',
};
