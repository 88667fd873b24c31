import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lineFirst } from '../../main/host/priority.ts';

function refusing(code: string): () => void {
  return () => {
    throw Object.assign(new Error('refused'), { code });
  };
}

test('the line runs at a higher priority where the system allows it, and at the normal one where it does not', () => {
  const script = `
    import { getPriority } from 'node:os';
    import { lineFirst } from './main/host/priority.ts';
    const refused = lineFirst();
    console.log(JSON.stringify({ refused, priority: getPriority() }));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const { refused, priority }: { refused: string[]; priority: number } = JSON.parse(printed);
  expect(priority < 0).toBe(!refused.some((line) => line.includes('normal priority')));
});

test('whatever way a system refuses in, the line runs, and what was refused is told', () => {
  for (const code of ['EACCES', 'EPERM', 'EINVAL', 'EAGAIN', 'EROFS'])
    expect(lineFirst([{ raise: refusing(code), refused: 'no more for this session' }])).toEqual([
      `no more for this session: ${code}`,
    ]);
});

test('a refusal that Node wraps is a refusal too', () => {
  const raise = (): void => {
    throw Object.assign(new Error('refused'), { code: 'ERR_SYSTEM_ERROR', info: { code: 'EACCES' } });
  };
  expect(lineFirst([{ raise, refused: 'normal priority' }])).toEqual(['normal priority: EACCES']);
});

test('one refusal does not keep the next from being asked for', () => {
  let isRaised = false;
  const raises = [
    { raise: refusing('EPERM'), refused: 'first' },
    {
      raise: () => {
        isRaised = true;
      },
      refused: 'second',
    },
  ];
  expect(lineFirst(raises)).toEqual(['first: EPERM']);
  expect(isRaised).toBe(true);
});

test('an error of our own is an error', () => {
  const raise = (): void => {
    throw new TypeError('no such priority');
  };
  expect(() => lineFirst([{ raise, refused: '' }])).toThrow('no such priority');
});
