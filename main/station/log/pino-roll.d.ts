// pino-roll 4 carries no types of its own; this is the part of its documented options that is used here.
declare module 'pino-roll' {
  import type { SonicBoom, SonicBoomOpts } from 'sonic-boom';

  interface Options extends Omit<SonicBoomOpts, 'dest'> {
    readonly file: string;
    /** `10m` */
    readonly size?: string;
    readonly frequency?: 'daily' | 'hourly';
    readonly dateFormat?: string;
    readonly limit?: { readonly count: number; readonly removeOtherLogFiles?: boolean };
  }
  export default function roll(options: Options): Promise<SonicBoom>;
}
