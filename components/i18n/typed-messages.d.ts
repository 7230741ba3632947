import type { Locale } from '@/server/contract/locales.ts'
import type { en } from '@/server/contract/messages/en.ts'

// Makes every key that a component asks for a checked one.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof en
  }
}
