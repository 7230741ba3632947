import type { Said } from '../contract/said.ts'
import { inLanguage } from './in-language.ts'

/** The words of a Said for logs and raw texts, which are English in every language. */
export function inEnglish(said: Said): string {
  return inLanguage('en', said)
}
