/** Lo que la estación dice de personas, inicio de sesión y derechos. */
import type { peopleSentences } from '../../../main/api/said/people-sentences.ts';

export const peopleSaidSpanish: Readonly<Record<keyof typeof peopleSentences, string>> = {
  notAllowed: 'quien está aquí no puede hacer esto ({{call}})',
  notAllowedBeforeSignIn: 'esto solo se puede hacer cuando alguien ha entrado ({{call}})',
  notAllowedRemedy: 'entre como alguien que pueda hacerlo',
  nameNeeded: 'lo que se decide se guarda con un nombre, y nadie ha entrado',
  nameNeededRemedy: 'entre con su PIN o su tarjeta',
  firstAtStation: 'la primera persona de administración se fija en la propia estación',
  firstAtStationRemedy: 'vaya a la pantalla de la estación',
  firstIsThere: 'la estación ya tiene administración',
  firstIsThereRemedy: 'pida a administración que le dé de alta',
  personUnknown: 'la estación no conoce a esta persona',
  personUnknownRemedy: 'mire la lista de nuevo',
  nameTaken: 'ya hay alguien que se llama {{name}}',
  nameTakenRemedy: 'añada un nombre o una letra que los distinga',
  badgeTaken: 'esta tarjeta es de {{name}}',
  badgeTakenRemedy: 'quítesela primero',
  lastAdministrator: 'es la única persona de administración que puede entrar',
  lastAdministratorRemedy: 'dé primero a otra persona el rol de administración, con un PIN o una tarjeta',
  readerElsewhere: 'el lector de tarjetas está en la estación',
  readerElsewhereRemedy: 'teclee lo que dice la tarjeta, o asígnela en la pantalla de la estación',
  tooManySignIns: 'en este momento entran demasiadas personas',
  tryInSeconds: 'inténtelo de nuevo en unos segundos',
  pinDamaged: 'un PIN de la base de datos está dañado',
  pinDamagedRemedy: 'pida a administración un PIN nuevo para esta persona',
  badgeKeyWrong: '{{path}} no es una clave de {{bytes}} bytes',
  badgeKeyWrongRemedy:
    'recupérela de una copia de seguridad; si no la hay, bórrela, arranque la estación de nuevo y vuelva a asignar las tarjetas',
  storeStarting: 'el almacén está arrancando',
};
