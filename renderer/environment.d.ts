import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Width / height of a picture. */
    '--ratio'?: string;
  }
}
