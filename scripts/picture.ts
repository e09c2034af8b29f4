import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { page } from './picture/page.ts';

// Shows messages of the tests as Slack would: node scripts/picture.ts

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];
const GOLDEN = 'test/core/messages/slack/golden';
const IMAGES = 'docs/images';
const PICTURES = {
  'one-critical': 'slack-alert',
  'first-count': 'slack-first-count',
  'not-scanned': 'slack-not-scanned',
};
const SENT_AT = new Date('2026-11-21T08:00:05Z');

const picture = async (browser: Browser, message: string, image: string): Promise<void> => {
  const { blocks } = JSON.parse(await readFile(`${GOLDEN}/${message}.json`, 'utf8'));
  const tab = await browser.newPage({ deviceScaleFactor: 2 });
  await tab.setContent(await page(blocks, SENT_AT));
  await tab.locator('#frame').screenshot({ path: `${IMAGES}/${image}.png` });
};

if (existsSync(CHROMIUM)) {
  process.env['TZ'] = 'UTC';
  await mkdir(IMAGES, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false, args: FLAGS });
  for (const [message, image] of Object.entries(PICTURES)) await picture(browser, message, image);
  await browser.close();
} else {
  process.stderr.write(
    `no browser at ${CHROMIUM}: apt-get install -y chromium fonts-lato, or set CHROMIUM to another\n`,
  );
  process.exitCode = 1;
}
