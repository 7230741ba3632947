'use client'

import type { Said } from '@/server/contract/said.ts'
import { useSay } from './i18n/use-say.ts'

/** A text of the server in the reader's language. */
export function SaidText({ said }: { said: Said }) {
  const say = useSay()
  return <>{say(said)}</>
}
