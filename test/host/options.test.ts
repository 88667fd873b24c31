import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOptions, stationOptionSpecs, stationOptions } from '../../main/host/options.ts';
import { demoConfig } from '../../main/host/paths.ts';

const read = (...args: string[]) => stationOptions(readOptions(args, stationOptionSpecs));

describe('the command line', () => {
  test('runs the demo on the port of its configuration when nothing is given', () => {
    expect(read()).toMatchObject({ config: demoConfig, port: null, recipe: null, open: true });
  });

  test('takes every option, with a space or with =', () => {
    expect(read('--port', '0', '--data=/var/lib/x', '--config', '/etc/s.json', '--recipe', 'a b', '--no-open')).toEqual(
      {
        port: 0,
        dataDir: '/var/lib/x',
        config: '/etc/s.json',
        recipe: 'a b',
        open: false,
      },
    );
  });

  test.each([
    [['--prot', '1'], 'there is no option --prot', 'did you mean "--port"?'],
    [['--no-opne'], 'there is no option --no-opne', 'did you mean "--no-open"?'],
    [['start'], '"start" is not an option', '--config FILE'],
    [['--port'], '--port needs a value: --port N', '--port N'],
    [['--no-open=yes'], '--no-open takes no value', '--no-open'],
  ])('refuses %j and says what is right', (args, message, remedy) => {
    expect(() => read(...args)).toThrowError(
      expect.objectContaining({ code: 'bad-input', message, remedy: expect.stringContaining(remedy) }),
    );
  });

  test('takes whole port numbers of TCP and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer().map(String), fc.double().map(String), fc.string({ minLength: 1 })), (text) => {
        const isPort = /^\d+$/.test(text) && Number(text) <= 65_535;
        if (isPort) expect(read(`--port=${text}`).port).toBe(Number(text));
        else expect(() => read(`--port=${text}`)).toThrowError(/--port/);
      }),
    );
  });
});
