declare module 'react-dom/server' {
  import type { ReactElement } from 'react';

  export const renderToStaticMarkup: (element: ReactElement) => string;
}
