/** `address`: a fresh address of the running station, for a browser that has not opened one yet. */

import { readOptions, stationOptionSpecs, stationOptions } from '../host/options.ts';
import { freshAddress } from '../http/fresh-address.ts';
import type { Command } from './command.ts';

const options = { data: stationOptionSpecs.data };

export const addressCommand: Command = {
  name: 'address',
  about: 'print a fresh address of the running station (each works once)',
  options,
  run: async (args) => {
    const { dataDir } = stationOptions(readOptions(args, options));
    console.log((await freshAddress(dataDir)).address);
  },
};
