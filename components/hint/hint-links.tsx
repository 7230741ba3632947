'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HINT_LINKS, hintHref } from '@/server/contract/hint-links.ts'
import type { Said } from '@/server/contract/said.ts'
import { useHintPlace } from './hint-place.tsx'

/** The ways to the pages on which these texts advise something; nothing for advice about the world outside. */
export function HintLinks({ texts }: { texts: (Said | undefined)[] }) {
  const t = useTranslations('common.hint')
  const { installationId, here } = useHintPlace()
  const targets = new Set(texts.flatMap((said) => (said === undefined ? [] : (HINT_LINKS[said.key] ?? []))))
  const away = [...targets].filter((target) => !here.includes(target))
  if (away.length === 0) return null
  return (
    <p className="flex flex-wrap gap-x-4">
      {away.map((target) => (
        <Link
          key={target}
          href={hintHref(target, installationId)}
          className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
        >
          {t(target)}
        </Link>
      ))}
    </p>
  )
}
