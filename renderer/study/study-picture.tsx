/** A kept picture, or a sentence in its place: parts are cleared away in time, and a closed study outlives them. */
import { useState } from 'react';
import { useWords } from '../words/use-words.ts';

export interface StudyPictureProps {
  readonly id: string;
  readonly alt: string;
  readonly className: string;
  /** It stands there now. */
  readonly onShown?: () => void;
}

export function StudyPicture(props: StudyPictureProps) {
  return <Picture key={props.id} {...props} />;
}

function Picture({ id, alt, className, onShown }: StudyPictureProps) {
  const { t } = useWords();
  const [isGone, setGone] = useState(false);
  if (isGone) return <span className={`${className} study-gone`}>{t('study.pictureGone')}</span>;
  return (
    <img
      className={className}
      src={pictureAddress(id)}
      alt={alt}
      loading={onShown ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onLoad={onShown}
      onError={() => setGone(true)}
    />
  );
}

export function pictureAddress(id: string): string {
  return `/pictures/${encodeURIComponent(id)}`;
}
