import { defineConfig } from '@playwright/test'

const isRoot = process.getuid?.() === 0

/** Specs that upgrade the OMS of the sandbox: one after the other, because there is one. All others have a panel of their own. */
const JOURNEYS = ['**/four-people.spec.ts', '**/upgrade.spec.ts', '**/rollback.spec.ts', '**/guided-failure.spec.ts']

// No retries: what passes only at the second try is not proven.
export default defineConfig({
  testDir: './specs',
  outputDir: './results/artifacts',
  workers: 1,
  retries: 0,
  projects: [
    { name: 'pages', testIgnore: JOURNEYS },
    { name: 'journeys', testMatch: JOURNEYS },
  ],
  fullyParallel: false,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: './results/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
})
