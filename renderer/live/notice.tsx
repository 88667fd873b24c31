/** A calm sentence where a picture would be. */
export interface NoticeProps {
  readonly title: string;
  readonly detail: string | null;
  readonly className?: string;
}

export function Notice({ title, detail, className }: NoticeProps) {
  return (
    <div className={`notice ${className ?? ''}`}>
      <p className="notice-title">{title}</p>
      {detail ? <p className="notice-detail">{detail}</p> : null}
    </div>
  );
}
