import { defineConfig } from '@playwright/test'

const isRoot = process.getuid?.() === 0
/** Two runs side by side keep apart what they write. */
const RUN = process.env.BROWSER_RUN ?? 'specs'

/** Specs that upgrade the OMS of the sandbox: one after the other, because there is one. All others have a panel of their own. */
const JOURNEYS = [
  'four-people',
  'upgrade',
  'taken-role',
  'guided-failure',
  'schema-only',
  'no-way-back',
  'keyboard',
  'chinese',
  'try-way-back',
  'image-names',
  'taught-console',
].map((name) => `**/${name}.spec.ts`)

/** What `npm test` shows in the browser. */
const FIRST = '**/way-back.spec.ts'

// No retries: what passes only at the second try is not proven.
export default defineConfig({
  testDir: './specs',
  outputDir: `./results/artifacts-${RUN}`,
  // Made anew with --update-snapshots, looked at, and kept.
  snapshotPathTemplate: '{testDir}/../pictures/{arg}{ext}',
  globalSetup: './fixtures/global-setup.ts',
  workers: 1,
  retries: 0,
  projects: [
    { name: 'first', testMatch: FIRST },
    { name: 'pages', testIgnore: [...JOURNEYS, FIRST] },
    { name: 'journeys', testMatch: JOURNEYS },
  ],
  fullyParallel: false,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: `./results/${RUN}.json` }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    actionTimeout: 30_000,
    // Recording takes a quarter of the time: asked for by hand, --trace on.
    trace: 'off',
    // Endless animations keep a browser without a graphics card busy.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
})
