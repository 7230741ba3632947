import { type Browser, chromium } from '@playwright/test'

export const CHROMIUM = process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium'
export const CHROMIUM_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Debian's Chromium, as the specs use it. */
export async function openChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
}
