'use client'

import { useMutation, useMutationState } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSay } from '@/components/i18n/use-say.ts'
import { answered } from '@/components/read/answered.ts'
import { setLocale } from '@/server/actions/set-locale.ts'
import type { Locale } from '@/server/contract/locales.ts'
import type { Result } from '@/server/contract/result.ts'

const mutationKey = ['locale']

/** Asks for another language, from the switch or from the palette; the answer brings the page in it. */
export function useChangeLocale(): (locale: Locale) => void {
  return useMutation({ mutationKey, mutationFn: (locale: Locale) => answered(() => setLocale(locale) as Promise<Result<Locale>>) }).mutate
}

/** Why the language stayed as it is, wherever another one was asked for; null until it did. */
export function useLocaleRefusal(): string | null {
  const t = useTranslations('common')
  const say = useSay()
  const last = useMutationState({ filters: { mutationKey }, select: ({ state }) => state }).at(-1)
  if (last?.status === 'error') return t('languageStays')
  const answer = last?.data as Result<Locale> | undefined
  return answer?.ok === false ? say(answer.problem.said) : null
}
