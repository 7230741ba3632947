import type { Locale } from '../contract/locales.ts'
import type { RequestContext } from './service-context.ts'

/** Keeps the language with the account; somebody who is not signed in has only their browser's cookie. */
export async function setLocale({ store, actor }: RequestContext, locale: Locale): Promise<Locale> {
  if (actor.userId !== null) await store.user.updateMany({ where: { id: actor.userId }, data: { locale } })
  return locale
}
