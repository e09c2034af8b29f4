import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message, type MessageProps } from 'slack-blocks-to-jsx';

const TALLY = 'M10 9v18M15.5 9v18M21 9v18M26.5 9v18';
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36" stroke="#fff" stroke-width="2.6" stroke-linecap="round">
<rect width="36" height="36" fill="#0b3d5c" stroke="none"/><path d="${TALLY}"/><path stroke="#ffb000" d="M6.5 23 30 13"/></svg>`;

const FRAME = `
body { margin: 0; background: #fff; -webkit-font-smoothing: antialiased; }
#frame { width: 680px; padding: 14px 20px 18px; box-sizing: border-box; }
#frame, #frame * { font-family: Lato, 'Noto Color Emoji', sans-serif; }
#frame section { max-width: none; }
#frame [data-header-level] { font-weight: 900; }
`;

const HOOKS: MessageProps['hooks'] = {
  // The renderer takes whatever stands between colons for an emoji. Slack does not: a tag is none.
  emoji: ({ name }) => name,
};
const DATA = { user_groups: [{ id: 'S0PAYMENTS', name: 'payments-on-call', handle: 'payments-on-call' }] };

/** The renderer shows verbatim text as it is written. Slack formats it, and only makes no links of its own. */
const formatted = (key: string, value: unknown): unknown => (key === 'verbatim' ? false : value);

/** A web page that shows `blocks` as Slack would, sent by an app at `time`. */
export const page = async (blocks: readonly Block[], time: Date): Promise<string> => {
  const style = await readFile(fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), 'utf8');
  const message = createElement(Message, {
    blocks: JSON.parse(JSON.stringify(blocks, formatted)),
    name: 'Tallyman',
    logo: `data:image/svg+xml,${encodeURIComponent(LOGO)}`,
    time,
    theme: 'light',
    hooks: HOOKS,
    data: DATA,
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${style}${FRAME}</style></head>
<body><div id="frame">${renderToStaticMarkup(message)}</div></body></html>`;
};
