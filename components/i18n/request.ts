import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { LOCALE_COOKIE } from '@/server/contract/locales.ts'
import { en } from '@/server/contract/messages/en.ts'
import { zh } from '@/server/contract/messages/zh.ts'
import { pickLocale } from './pick-locale.ts'

const MESSAGES = { en, zh }

export default getRequestConfig(async () => {
  const locale = pickLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  // Times are shown in UTC first by the server and in the reader's zone by the browser, see local-time.tsx.
  const messages = MESSAGES[locale]
  return { locale, messages, timeZone: 'UTC', getMessageFallback: () => messages.common.textMissing }
})
