const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** As the page of a part shows it. */
export function isRecordId(text: string): boolean {
  return uuid.test(text.trim());
}
