import { createTranslator } from 'use-intl/core'
import { en } from '../contract/messages/en.ts'
import type { Said } from '../contract/said.ts'

const translate = createTranslator({ locale: 'en', messages: en }) as unknown as (
  key: string,
  params?: Record<string, string | number>,
) => string

/** The words of a Said for logs and raw texts, which are English in every language. */
export function inEnglish({ key, params }: Said): string {
  return translate(key, params)
}
