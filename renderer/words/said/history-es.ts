/** Lo que la estación dice en su historial, y de él cuando se comprueba. */
import type { historySentences } from '../../../main/api/said/history-sentences.ts';

export const historySpanish: Readonly<Record<keyof typeof historySentences, string>> = {
  historyKeyFirst: 'La estación hizo su clave en el primer arranque.',
  historyKeyMissing: 'En la carpeta de datos hay otra clave que la anterior.',
  historyKeyUnusable: 'La clave no se pudo usar y se apartó como {{file}}; se hizo una nueva.',

  checkEdited: 'La entrada {{entry}} se modificó, o se modificó la anterior y recibió un hash nuevo.',
  checkLastEdited: 'La entrada {{entry}}, la última, se modificó o se añadió después.',
  checkUnreadable: 'La entrada {{entry}} no se puede leer.',
  checkRemoved: 'La entrada {{entry}} se eliminó.',
  checkRemovedMany: 'Las entradas {{entry}} a {{last}} se eliminaron.',
  checkRemovedRenumbered:
    'Antes de la entrada {{entry}} se eliminó algo, y las entradas siguientes se numeraron de nuevo.',
  checkInserted: 'La entrada {{entry}} se añadió después, y las entradas siguientes se numeraron de nuevo.',
  checkReordered: 'La entrada {{entry}} está fuera de orden: en su lugar corresponde la entrada {{other}}.',
  checkOutOfOrder: 'La entrada {{entry}} aparece dos veces o fuera de orden.',
  checkClock: 'En la entrada {{entry}} el reloj retrocedió de {{from}} a {{to}}, y ninguna entrada lo dice.',
  checkTailCut: 'Las entradas {{entry}} a {{last}} se sellaron en el segmento {{segment}} y ya no están.',
  checkHead:
    'Segmento {{segment}} (entradas {{entry}} a {{last}}): sus entradas no dan el hash que se firmó. Una de ellas se modificó y los hashes siguientes se hicieron de nuevo.',
  checkSignature: 'Segmento {{segment}} (entradas {{entry}} a {{last}}): su firma no es válida, así que se modificó.',
  checkSegmentRemoved: 'El segmento {{segment}} se eliminó.',
  checkSegmentPlace: 'El segmento {{segment}} no sigue al anterior.',
  checkSegmentKey: 'El segmento {{segment}} se firmó con una clave que el historial no nombra.',
  checkKeyEntry: 'La entrada {{entry}} nombra como clave anterior otra que la que tenía el historial.',
  checkKeyFile: 'El historial se firmó con otra clave que la que está en la carpeta de datos.',
  checkUnsealed:
    'Las entradas {{entry}} a {{last}} tienen más de una hora y no están selladas: sus segmentos se eliminaron.',
  checkDropped:
    'Las entradas del segmento {{segment}} ya no están, y ninguna entrada dice que se borraran por antigüedad.',
  checkPartVerdict: 'El veredicto de la pieza {{part}} es {{now}} en su fila y {{told}} en la entrada {{entry}}.',
  checkPartEdited: 'Las filas de la pieza {{part}} se modificaron desde que se hizo la entrada {{entry}}.',
  checkPartPicture: 'La pieza {{part}} tiene una imagen que la entrada {{entry}} no nombra.',
  checkPartRemoved: 'Las filas de la pieza de la entrada {{entry}} ({{part}}) se eliminaron.',
  checkPartInserted: 'La pieza {{part}} tiene filas, pero el historial no tiene ninguna entrada de su veredicto.',
  checkDisposed: 'Se modificó cuándo se decidió sobre la pieza {{part}}: su fila y la entrada {{entry}} difieren.',
  checkDecisionEdited: 'La decisión de la entrada {{entry}} sobre la pieza {{part}} se modificó en su fila.',
  checkDecisionRemoved: 'La decisión de la entrada {{entry}} sobre la pieza {{part}} se eliminó de su tabla.',
  checkDecisionInserted: 'La pieza {{part}} tiene una decisión, pero el historial no tiene ninguna entrada de ella.',
  checkMessageMissing: 'El mensaje al MES sobre la pieza {{part}} se eliminó de la bandeja de salida.',
  checkMessageStray: 'El mensaje {{message}} de la bandeja de salida trata de algo que no existe.',
  checkAnchor:
    'Ninguna entrada ni segmento tiene el hash del ancla: se cortó el final del historial, o el historial se hizo y firmó de nuevo.',
  checkFileEnd: 'El archivo no tiene final: está cortado.',
  checkFileSignature: 'La firma al final del archivo no es válida: el archivo se modificó.',

  noteClock: 'En la entrada {{entry}} el reloj retrocedió de {{from}} a {{to}}; la propia estación lo dijo.',
  noteKey: 'En la entrada {{entry}} la estación recibió otra clave. {{why}}',
  noteUnsealed: '{{entries}} entradas desde {{from}} aún no están selladas: ninguna firma las cubre.',
  noteDropped:
    'Las entradas de {{segments}} segmentos (hasta la entrada {{entry}}) se borraron por antigüedad; sus hashes siguen ahí.',
  noteNoAnchor:
    'Sin un ancla nadie puede saber si se cortó el final, o si todo el historial se hizo y firmó de nuevo. Un hash en papel o en el MES lo es: compruebe otra vez con él.',
  noteBefore: '{{parts}} piezas son de antes de que hubiera historial.',
  noteOfOlder: 'Lo anterior a la entrada {{entry}} no está en este archivo.',
};
