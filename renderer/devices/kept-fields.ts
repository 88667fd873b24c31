/** Fields as they were before a scanner typed into them. */
type TextField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class KeptFields {
  private readonly kept = new Map<TextField, { readonly text: string; readonly start: number | null }>();

  /** Its text as it is now, once for each burst. */
  keep(target: EventTarget | null): void {
    if (!isTextField(target) || this.kept.has(target)) return;
    this.kept.set(target, { text: target.value, start: startOf(target) });
  }

  forget(): void {
    this.kept.clear();
  }

  /** True: some field has its text back. */
  giveBack(): boolean {
    const changed = [...this.kept].filter(([field, { text }]) => field.value !== text);
    for (const [field, { text, start }] of changed) {
      write(field, text);
      if (start !== null && !(field instanceof HTMLSelectElement)) field.setSelectionRange(start, start);
    }
    this.forget();
    return changed.length > 0;
  }
}

function isTextField(target: EventTarget | null): target is TextField {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

/** Null for fields without a caret (numbers, dates, lists). */
function startOf(field: TextField): number | null {
  return field instanceof HTMLSelectElement ? null : field.selectionStart;
}

/** Through the element's own setter, so that React hears of it as of a person's typing. */
function write(field: TextField, text: string): void {
  const type = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].find((kind) => field instanceof kind);
  Object.getOwnPropertyDescriptor(type?.prototype ?? {}, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}
