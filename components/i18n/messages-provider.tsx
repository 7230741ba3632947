'use client'

import dynamic from 'next/dynamic'
import { NextIntlClientProvider } from 'next-intl'
import { type ReactNode, use } from 'react'
import type { Locale } from '@/server/contract/locales.ts'
import type { Catalogue } from '@/server/contract/messages/catalogue.ts'

const LOAD: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import('@/server/contract/messages/en.ts')).en,
  zh: async () => (await import('@/server/contract/messages/zh.ts')).zh,
}

const nothing = () => null

// Draws nothing: it lets the page name the file in its head, so that a browser fetches it beside the scripts and not after them.
const HINT = {
  en: dynamic(() => import('@/server/contract/messages/en.ts').then(() => nothing)),
  zh: dynamic(() => import('@/server/contract/messages/zh.ts').then(() => nothing)),
}

const loaded: Partial<Record<Locale, Promise<Catalogue>>> = {}

/**
 * Every text of one language, for the components below. A file of its own that a browser keeps: written into each page, it was nine
 * tenths of it. Whole, because a text that one page lacks is noticed by nobody until it is needed.
 */
export function MessagesProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  loaded[locale] ??= LOAD[locale]()
  const Hint = HINT[locale]
  const messages = use(loaded[locale])
  return (
    // Times are shown in UTC first by the server and in the reader's zone by the browser, see local-time.tsx.
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC" getMessageFallback={() => messages.common.textMissing}>
      <Hint />
      {children}
    </NextIntlClientProvider>
  )
}
