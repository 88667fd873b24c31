/** The record on the left, what the target would get of it on the right, and what is wrong in words. */
import type { Output } from '../../../main/api/slices/index.ts';
import type { Asked } from '../../connection/use-answer.ts';
import { Skeleton } from '../../ui/card.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import type { MappingChoice } from './mapping-choice.ts';

type Shown = Output<'sync.preview'>;

export interface PreviewProps {
  readonly asked: Asked<Shown>;
  readonly choice: MappingChoice;
  /** False: this kind of target does not send these by default. */
  readonly hasUsual: boolean;
  readonly part: string | null;
  readonly onNewest: () => void;
}

export function Preview({ asked: { answer, value }, choice, hasUsual, part, onNewest }: PreviewProps) {
  const { t, numbers } = useWords();
  const otherwise = value === null ? '' : nothingWords(t, value, choice, hasUsual);
  return (
    <div className="preview" aria-busy={answer.kind === 'waiting'}>
      <div className="preview-says" aria-live="polite">
        {answer.kind === 'failed' ? (
          <Problem title={t('mapping.failed')} text={told(t, numbers, answer.error.message)} />
        ) : value?.problem ? (
          <Problem title={t('mapping.problem')} text={told(t, numbers, value.problem)} />
        ) : (
          <p className="muted">{value === null ? t('mapping.waiting') : t('mapping.good')}</p>
        )}
      </div>
      <section className="preview-side">
        <header>
          <h3>{t('mapping.document')}</h3>
          <p className="muted">{part === null ? t('mapping.newest') : t('mapping.ofPart')}</p>
          {part === null ? null : (
            <button type="button" className="key-button" onClick={onNewest}>
              {t('mapping.useNewest')}
            </button>
          )}
        </header>
        {value === null ? <Skeleton className="plot" /> : <Document text={value.document} />}
      </section>
      <section className="preview-side" data-stale={value?.problem !== null && value !== null}>
        <header>
          <h3>{t('mapping.result')}</h3>
        </header>
        {value === null ? <Skeleton className="plot" /> : <Messages messages={value.messages} otherwise={otherwise} />}
      </section>
    </div>
  );
}

/** Why nothing would be sent. */
function nothingWords(
  t: ReturnType<typeof useWords>['t'],
  value: Shown,
  choice: MappingChoice,
  hasUsual: boolean,
): string {
  if (choice === 'none') return t('mapping.notSent');
  if (value.problem !== null) return t('mapping.problemNothing');
  if (!hasUsual) return t('mapping.byDefaultNone');
  return value.document === null ? t('mapping.noRecord') : t('mapping.nothing');
}

function Document({ text }: { readonly text: string | null }) {
  const { t } = useWords();
  if (text === null) return <p className="code code-none muted">{t('mapping.noRecord')}</p>;
  return <Code label={t('mapping.document')} text={text} />;
}

function Problem({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <p className="preview-problem">
      <VerdictShape verdict="review" />
      <span>
        <strong>{title}</strong> <code className="mono">{text}</code>
      </span>
    </p>
  );
}

interface MessagesProps {
  readonly messages: readonly string[];
  readonly otherwise: string;
}

function Messages({ messages, otherwise }: MessagesProps) {
  const { t } = useWords();
  if (messages.length === 0) return <p className="code code-none muted">{otherwise}</p>;
  return (
    <div className="code-list">
      {messages.map((text, index) => (
        <Code
          // biome-ignore lint/suspicious/noArrayIndexKey: a message has no name but its place
          key={index}
          label={t('mapping.resultOf', { number: index + 1, count: messages.length })}
          text={text}
        />
      ))}
    </div>
  );
}

/** Scrolls by keys too. */
export function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="code" aria-label={label} tabIndex={0}>
      <pre className="mono">{text}</pre>
    </section>
  );
}
