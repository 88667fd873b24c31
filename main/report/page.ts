/** A printed page: text in whatever script, rules, tables; one column after the other from top to bottom. */
import PDFDocument from 'pdfkit';
import type { ReportFonts } from './fonts.ts';

export const pageWidth = 595.28;
export const pageHeight = 841.89;
export const margin = 40;
export const contentWidth = pageWidth - 2 * margin;

const ink = '#14181c';
const grey = '#5a646d';
const line = '#d3d9de';

export interface TextOptions {
  readonly size?: number;
  readonly isMuted?: boolean;
  readonly isBold?: boolean;
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

export class Page {
  readonly doc: PDFKit.PDFDocument;
  private readonly fonts: ReportFonts;
  private readonly known = new Set<string>();

  constructor(fonts: ReportFonts, title: string) {
    this.fonts = fonts;
    this.doc = new PDFDocument({ size: 'A4', margin: 0, info: { Title: title, Creator: 'Sightline' }, lang: 'en' });
  }

  /** Every font that these texts need; before any of them is drawn. */
  async prepare(texts: readonly string[]): Promise<void> {
    for (const { font } of texts.flatMap((text) => this.fonts.runs(text))) {
      if (this.known.has(font)) continue;
      this.known.add(font);
      this.doc.registerFont(font, Buffer.from(await this.fonts.bytes(font)));
    }
  }

  /** One line, cut with an ellipsis where it does not fit. */
  text(text: string, x: number, y: number, options: TextOptions = {}): void {
    const { size = 9, isMuted = false, isBold = false, width = contentWidth, align = 'left' } = options;
    const shown = this.fitting(text, size, width);
    let at = align === 'right' ? x + width - this.widthOf(shown, size) : x;
    const colour = isMuted ? grey : ink;
    for (const { text: piece, font, isThin } of this.fonts.runs(shown)) {
      const stroke = (isThin ? size * 0.02 : 0) + (isBold ? size * 0.03 : 0);
      this.doc.font(font).fontSize(size).fillColor(colour).strokeColor(colour).lineWidth(stroke);
      // Fonts differ in what lies above their letters; on one baseline they stand together.
      this.doc.text(piece, at, y + size, { baseline: 'alphabetic', lineBreak: false, fill: true, stroke: stroke > 0 });
      at += this.doc.widthOfString(piece);
    }
  }

  rule(y: number): void {
    this.doc
      .moveTo(margin, y)
      .lineTo(pageWidth - margin, y)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
  }

  /** A grey bar of a share 0..1. */
  bar(x: number, y: number, width: number, share: number): void {
    this.doc.rect(x, y, width, 5).fill('#eef1f3');
    this.doc.rect(x, y, Math.max(0.5, width * share), 5).fill('#73808c');
  }

  picture(file: string, x: number, y: number, width: number, height: number): void {
    this.doc.image(file, x, y, { fit: [width, height], align: 'center', valign: 'center' });
  }

  bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const whole = new Promise<Buffer>((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
    this.doc.end();
    return whole;
  }

  private widthOf(text: string, size: number): number {
    return this.fonts
      .runs(text)
      .reduce((sum, { text: piece, font }) => sum + this.doc.font(font).fontSize(size).widthOfString(piece), 0);
  }

  private fitting(text: string, size: number, width: number): string {
    if (this.widthOf(text, size) <= width) return text;
    let characters = [...text];
    while (characters.length > 1 && this.widthOf(`${characters.join('')}…`, size) > width) {
      characters = characters.slice(0, -1);
    }
    return `${characters.join('')}…`;
  }
}
