import { type Browser, chromium, type Page } from '@playwright/test'
import type { Panel } from '../fixtures/panel.ts'

export const CHROMIUM = process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium'
export const CHROMIUM_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Debian's Chromium, as the specs use it. */
export async function openChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
}

/** A page of somebody who was never here before, signed in to look. */
export async function openPage(browser: Browser, panel: Panel): Promise<Page> {
  // Endless animations are drawn by the processor where there is no graphics card, and twenty pages of them take all of it.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' })
  // The bench's own functions are sent into the page as they were compiled: with calls that name them.
  await context.addInitScript('window.__name = (named) => named')
  const page = await context.newPage()
  await panel.enter(page, 'viewer')
  return page
}
